//! `missing-text`: a need or a requirement without a text.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "missing-text",
        severity: Severity::Warning,
        clauses: &["5.2.6"],
        finds: "A need or a requirement without a text.",
        why: "A title names a requirement; only a sentence that says what shall be so can be understood in one way, verified and agreed upon.",
        resolve: "write the requirement out in `text`, or say in `not_applicable` why it does not apply",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["need", "system_requirement", "requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // Without a title as well, `missing-title` says both.
    let blank = |field: &str| cx.project.text(record, field).is_none_or(|t| t.trim().is_empty());
    if cx.said(record, "text").is_none() && !cx.excused(record) && !(blank("title") && blank("text")) {
        found.lacking(record, &["text"], format!("{} has no text that says what is asked for", cx.name(record)));
    }
}
