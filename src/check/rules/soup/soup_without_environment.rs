//! `soup-without-environment`: SOUP of which it is not said what hardware and software it needs.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-without-environment",
        severity: Severity::Warning,
        clauses: &["5.3.4"],
        finds: "SOUP of which it is not said what hardware and software it needs.",
        why: "SOUP that runs where its maker never meant it to is tested by nobody.",
        resolve: "write in `environment` which processor, memory, operating system and other software it needs",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !cx.says(record, "environment") {
        found.at(record, cx.place_of(record, "environment"), format!("{} does not say what it needs to run", cx.name(record)));
    }
}
