//! `control-implementation-unverified`: a control that no test or verification names directly.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-implementation-unverified",
        severity: Severity::Warning,
        clauses: &["7.3.1"],
        finds: "A control that no test or verification names directly.",
        why: "That a control is in place has to be verified of the control itself, not only of the requirements around it.",
        resolve: "add the control to `verifies` of the test or verification that shows it in place",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "verified_by").is_empty() {
        found.about(record, format!("no test or verification is linked to {} itself", cx.name(record)));
    }
}
