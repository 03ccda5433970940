//! `configuration-item-without-version`: a configuration item without a version or a digest.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "configuration-item-without-version",
        severity: Severity::Warning,
        clauses: &["8.1.1"],
        finds: "A configuration item without a version or a digest.",
        why: "Without either nobody can tell which state of it was tested, released and archived.",
        resolve: "write the `version`, or the `hash` where it has none",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["configuration_item"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "version").is_none() && cx.said(record, "hash").is_none() {
        found.at(record, cx.place_of(record, "version"), format!("{} has neither a version nor a digest", cx.name(record)));
    }
}
