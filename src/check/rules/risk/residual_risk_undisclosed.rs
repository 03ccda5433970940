//! `residual-risk-undisclosed`: a residual risk that is outweighed by the benefit and that users are told of nowhere.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "residual-risk-undisclosed",
        severity: Severity::Warning,
        clauses: &["4.2", "ISO 14971 8"],
        finds: "A residual risk that is outweighed by the benefit and that users are told of nowhere.",
        why: "Users have to know the significant risks that are left, to decide on the use of the device.",
        resolve: "name in `disclosed_in` the place where users are told of it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // What the policy accepts needs no benefit to outweigh it, whatever is written there.
    let accepted = cx.judgement.risk(record).and_then(|s| s.residual()).and_then(|s| s.acceptable()) == Some(true);
    if !accepted && cx.said(record, "benefit_risk").is_some() && !cx.says(record, "disclosed_in") {
        found.about(record, format!("nothing says where users are told of what is left of {}", cx.name(record)));
    }
}
