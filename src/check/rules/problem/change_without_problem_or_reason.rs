//! `change-without-problem-or-reason`: a change request that resolves no problem and gives no reason.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "change-without-problem-or-reason",
        severity: Severity::Note,
        clauses: &["8.2.4"],
        finds: "A change request that resolves no problem and gives no reason.",
        why: "A change has to be traceable to what called for it.",
        resolve: "link the problem with `resolves`, or write the `reason`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["change_request"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "reason").is_none() && cx.project.linked(record, "resolves").is_empty() {
        found.about(record, format!("{} resolves no problem and gives no reason", cx.name(record)));
    }
}
