//! `document-without-revision`: a document without a revision.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "document-without-revision",
        severity: Severity::Warning,
        clauses: &["5.1.8"],
        finds: "A document without a revision.",
        why: "The file then points at whatever the document says today, not at what was reviewed and approved.",
        resolve: "write in `revision` to which revision the file refers",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["document"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // A certificate is told apart by its number.
    if cx.said(record, "revision").is_none() && !cx.says(record, "certificate") {
        found.at(record, cx.place_of(record, "revision"), format!("{} has no revision", cx.name(record)));
    }
}
