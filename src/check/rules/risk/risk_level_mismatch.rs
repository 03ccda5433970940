//! `risk-level-mismatch`: a risk whose stated level is not the one that the acceptability matrix gives for its scores.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-level-mismatch",
        severity: Severity::Error,
        clauses: &["4.2", "ISO 14971 5.5"],
        finds: "A risk whose stated level is not the one that the acceptability matrix gives for its scores.",
        why: "The level decides on acceptability; two levels for one risk decide nothing.",
        resolve: "correct the level or the scores, or leave the level out and let it be computed",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let Some(matrix) = &cx.project.schema.risk_matrix else { return };
    for scored in cx.judgement.risks.scored.iter().filter(|s| !cx.project.is_obsolete(s.risk)) {
        for score in &scored.scores {
            let (Some((stated, span)), Some(rating)) = (&score.stated, &score.computed) else { continue };
            let agrees = matrix.levels.iter().any(|l| l.id == rating.level && (l.id == *stated || l.label.eq_ignore_ascii_case(stated)));
            if !agrees {
                let words = format!("the {} level of `{}` is stated as `{stated}`; the matrix gives `{}`", score.stage, cx.id(scored.risk), rating.level);
                found.at(scored.risk, *span, words);
            }
        }
    }
}
