//! `missing-title`: a record with neither a title nor a text.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "missing-title",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A record with neither a title nor a text.",
        why: "It is shown by its id alone, and nobody can tell what it is about.",
        resolve: "write a `title`, or a `text` whose first sentence can stand for it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // A title that is written and says nothing is found where it stands.
    let blank = |field: &str| cx.project.text(record, field).is_none_or(|t| t.trim().is_empty());
    if blank("title") && blank("text") {
        found.lacking(record, &["title", "text"], format!("{} has neither a title nor a text", cx.name(record)));
    }
}
