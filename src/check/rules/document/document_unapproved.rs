//! `document-unapproved`: a document or a plan without an approval that counts.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, stamp};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "document-unapproved",
        severity: Severity::Warning,
        clauses: &["5.1.8"],
        finds: "A document or a plan without an approval that counts.",
        why: "What nobody approved, by name and on a day that has come, is a draft.",
        resolve: "record the approval in `approved` with a name and a date",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["document", "plan"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // A certificate is approved by whoever gave it. An approval that is older than the document has a finding of its own.
    let told = matches!(stamp(cx.project, record, "approved"), Stamp::Older { .. });
    if let Some(lacks) = cx.unapproved(record).filter(|_| !told && !cx.says(record, "certificate")) {
        found.at(record, cx.place_of(record, "approved"), format!("{} is not shown to be approved: {lacks}", cx.name(record)));
    }
}
