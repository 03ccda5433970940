//! `feedback-unevaluated`: feedback that nobody evaluated.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "feedback-unevaluated",
        severity: Severity::Warning,
        clauses: &["6.2.1.2"],
        finds: "Feedback that nobody evaluated.",
        why: "Whether feedback on a released product is a problem has to be found out and written down, or the sign was missed.",
        resolve: "write in `evaluation` what was made of it, and in `problem` whether it is one",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["feedback"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "evaluation").is_none() {
        found.at(record, cx.place_of(record, "evaluation"), format!("{} is not evaluated", cx.name(record)));
    }
}
