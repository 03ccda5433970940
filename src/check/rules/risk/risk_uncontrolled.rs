//! `risk-uncontrolled`: a risk that no control mitigates.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-uncontrolled",
        severity: Severity::Error,
        clauses: &["7.2.1", "ISO 14971 7.1"],
        finds: "A risk that no control mitigates.",
        why: "A risk that is written down and left alone is accepted without anybody having said so.",
        resolve: "link the controls with `mitigates`, or record in `not_applicable` why none is needed",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // What the policy accepts as it is needs no control.
    let accepted = cx.judgement.risk(record).and_then(|s| s.initial()).and_then(|s| s.acceptable()) == Some(true);
    if !accepted && !cx.excused(record) && cx.project.linked(record, "mitigated_by").is_empty() {
        found.about(record, format!("no control mitigates {}", cx.name(record)));
    }
}
