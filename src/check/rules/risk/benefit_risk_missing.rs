//! `benefit-risk-missing`: a risk without a benefit-risk analysis that is not acceptable without one.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;
use crate::schema::LevelNeed;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "benefit-risk-missing",
        severity: Severity::Error,
        clauses: &["4.2", "ISO 14971 7.4"],
        finds: "A risk without a benefit-risk analysis that is left above what the policy accepts and cannot be reduced further, or at a level that the policy accepts with such an analysis only.",
        why: "Such a risk may be taken only if the medical benefit outweighs it, and somebody has to have shown that.",
        resolve: "weigh the benefit against the residual risk in `benefit_risk`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(scored) = cx.judgement.risk(record) else { return };
    let Some(left) = scored.residual().or(scored.initial()) else { return };
    let Some(rating) = left.computed.as_ref().filter(|_| cx.said(record, "benefit_risk").is_none()) else { return };
    if rating.acceptable && rating.lacks.contains(&LevelNeed::BenefitRisk) {
        let words = format!("{} is `{}`, which the policy accepts with a benefit-risk analysis only", cx.name(record), rating.level);
        found.at(record, left.span, words);
    } else if !rating.acceptable && left.stage == "residual" && cx.said(record, "further_reduction").is_some() {
        found.at(record, left.span, format!("no benefit-risk analysis weighs what is left of {}", cx.name(record)));
    }
}
