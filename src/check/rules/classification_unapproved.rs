//! `classification-unapproved`: a classification that nobody is recorded to have approved.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "classification-unapproved",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A classification that nobody is recorded to have approved.",
        why: "A class below the highest that nobody has approved counts for nothing.",
        resolve: "have the classification approved and record `approved: {by, on, ref}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    // What an approval that is there lacks is said by `approval-void`.
    if cx.project.field(record, "approved").is_none() {
        found.about(record, format!("no approval of {} is recorded, so that it lowers no class", cx.name(record)));
    }
}
