//! `not-applicable-unapproved`: a record that says it does not apply, and that nobody approved.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "not-applicable-unapproved",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A record that says it does not apply (`not_applicable`), without an approval that counts.",
        why: "That something asked for does not apply is somebody's decision. Without it, all is asked of the record as before.",
        resolve: "record who decided it in `approved`, or remove `not_applicable`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "not_applicable").is_some()
        && let Some(lacks) = cx.unapproved(record)
    {
        let words = format!("{} is said not to apply, and this does not count: {lacks}", cx.name(record));
        found.at(record, cx.place_of(record, "not_applicable"), words);
    }
}
