//! `benefit-risk-missing`: a risk that is left above what the policy accepts and cannot be reduced further, without a benefit-risk analysis.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "benefit-risk-missing",
        severity: Severity::Error,
        clauses: &["4.2", "ISO 14971 7.4"],
        finds: "A risk that is left above what the policy accepts and cannot be reduced further, without a benefit-risk analysis.",
        why: "Such a risk may be taken only if the medical benefit outweighs it, and somebody has to have shown that.",
        resolve: "weigh the benefit against the residual risk in `benefit_risk`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(left) = cx.judgement.risk(record).and_then(|s| s.residual()).filter(|s| s.acceptable() == Some(false)) else { return };
    if cx.said(record, "further_reduction").is_some() && cx.said(record, "benefit_risk").is_none() {
        found.at(record, left.span, format!("no benefit-risk analysis weighs what is left of {}", cx.name(record)));
    }
}
