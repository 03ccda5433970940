//! `risk-unscored`: a risk that was not estimated: no initial score, or none that is left after its controls.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Score;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-unscored",
        severity: Severity::Warning,
        clauses: &["4.2", "ISO 14971 5.5"],
        finds: "A risk that was not estimated: no initial score, or none that is left after its controls.",
        why: "Whether a risk is acceptable cannot be said of one that nobody has estimated.",
        resolve: "write `initial` and `residual` with the values of the project's scales",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(scored) = cx.judgement.risk(record) else { return };
    // With a matrix a score has to give a level; without one, any value will do.
    let matrix = cx.project.schema.risk_matrix.is_some() && !is_security(cx, record);
    let told = |score: Option<&Score>| score.is_some_and(|s| if matrix { s.computed.is_some() } else { s.scored });
    let (initial, residual) = (told(scored.initial()), told(scored.residual()));
    // What the policy accepts from the start needs no second score.
    let accepted = scored.initial().and_then(Score::acceptable) == Some(true) && cx.project.linked(record, "mitigated_by").is_empty();
    let lacks = match (initial, residual || accepted) {
        (true, true) => return,
        (false, true) => "no initial score",
        (true, false) => "no score of what is left",
        (false, false) => "neither an initial score nor one of what is left",
    };
    found.about(record, format!("{} has {lacks}", cx.name(record)));
}

/// A security risk may be scored by its exploitability, which the matrix does not know.
fn is_security(cx: &Inspection, record: RecordId) -> bool {
    cx.project.text(record, "domain") == Some("security")
}
