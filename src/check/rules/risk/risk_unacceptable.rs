//! `risk-unacceptable`: a risk whose residual level the project's policy does not accept, with neither further reduction nor a benefit-risk analysis.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-unacceptable",
        severity: Severity::Error,
        clauses: &["4.2", "ISO 14971 7.3"],
        finds: "A risk whose residual level the project's policy does not accept, with neither further reduction nor a benefit-risk analysis.",
        why: "The device may not be released with a risk that is neither acceptable nor outweighed.",
        resolve: "reduce the risk further; where that is not practicable, say so in `further_reduction` and weigh it in `benefit_risk`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(left) = cx.judgement.risk(record).and_then(|s| s.residual()) else { return };
    let Some(rating) = left.computed.as_ref().filter(|r| !r.acceptable) else { return };
    if cx.said(record, "further_reduction").is_none() && cx.said(record, "benefit_risk").is_none() {
        let words = format!("what is left of {} is `{}`, which the policy does not accept", cx.name(record), rating.level);
        found.at(record, left.span, words);
    }
}
