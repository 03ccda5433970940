//! `classification-unapproved`: a classification without an approval that counts.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "classification-unapproved",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A classification without an approval that counts.",
        why: "A class below the highest that nobody has approved counts for nothing.",
        resolve: "have the classification approved and record `approved: {by, on, ref}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(lacks) = cx.unapproved(record) {
        found.at(record, cx.place_of(record, "approved"), format!("{} lowers no class: {lacks}", cx.name(record)));
    }
}
