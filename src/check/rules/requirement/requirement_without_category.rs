//! `requirement-without-category`: a software requirement that says no category of 5.2.2.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "requirement-without-category",
        severity: Severity::Warning,
        clauses: &["5.2.2"],
        finds: "A software requirement that says no category of 5.2.2.",
        why: "Whether every kind of content that is asked for was thought of can be seen by the categories only.",
        resolve: "write `category`: one letter or more from a to l",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // A word that is no category is told where it stands.
    let none = cx.project.field(record, "category").is_none_or(|e| e.items().is_empty());
    if none && !cx.excused(record) {
        found.lacking(record, &["category"], format!("{} has no category", cx.name(record)));
    }
}
