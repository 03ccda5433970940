//! `further-reduction-missing`: a risk above what the policy accepts that is outweighed by the benefit, without a word on why it cannot be reduced further.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "further-reduction-missing",
        severity: Severity::Warning,
        clauses: &["4.2", "ISO 14971 7.4"],
        finds: "A risk above what the policy accepts that is outweighed by the benefit, without a word on why it cannot be reduced further.",
        why: "The benefit may be weighed only when further risk control is not practicable.",
        resolve: "say in `further_reduction` why no further reduction is practicable",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let unacceptable = cx.judgement.risk(record).and_then(|s| s.residual()).is_some_and(|s| s.acceptable() == Some(false));
    if unacceptable && cx.said(record, "benefit_risk").is_some() && cx.said(record, "further_reduction").is_none() {
        found.about(record, format!("nothing says why {} cannot be reduced further", cx.name(record)));
    }
}
