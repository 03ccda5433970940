//! `further-reduction-missing`: a risk without a word on why it cannot be reduced further that is not acceptable without one.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;
use crate::schema::LevelNeed;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "further-reduction-missing",
        severity: Severity::Error,
        clauses: &["4.2", "ISO 14971 7.4"],
        finds: "A risk without a word on why it cannot be reduced further that is outweighed by the benefit, or at a level that the policy accepts with such a reason only.",
        why: "The benefit may be weighed only when further risk control is not practicable.",
        resolve: "say in `further_reduction` why no further reduction is practicable",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(scored) = cx.judgement.risk(record) else { return };
    let Some(left) = scored.residual().or(scored.initial()) else { return };
    let Some(rating) = left.computed.as_ref().filter(|_| cx.said(record, "further_reduction").is_none()) else { return };
    if rating.acceptable && rating.lacks.contains(&LevelNeed::FurtherReduction) {
        let words = format!("{} is `{}`, which the policy accepts only if it cannot be reduced further", cx.name(record), rating.level);
        found.about(record, words);
    } else if !rating.acceptable && left.stage == "residual" && cx.said(record, "benefit_risk").is_some() {
        found.about(record, format!("nothing says why {} cannot be reduced further", cx.name(record)));
    }
}
