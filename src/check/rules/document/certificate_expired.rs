//! `certificate-expired`: a certificate that is no longer valid.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{RecordId, Value};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "certificate-expired",
        severity: Severity::Warning,
        clauses: &["4.1"],
        finds: "A certificate that is no longer valid.",
        why: "From that day on it shows nothing of the quality system any more.",
        resolve: "refer to the certificate that is in force",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["document"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let until = cx.project.field(record, "certificate").and_then(|c| c.value.get("valid_until"));
    if let Some(entry) = until
        && let Value::Date(until) = entry.value
        && until < cx.project.as_of
    {
        found.at(record, entry.span, format!("the certificate of {} was valid until {until}", cx.name(record)));
    }
}
