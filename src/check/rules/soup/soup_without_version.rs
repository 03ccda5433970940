//! `soup-without-version`: SOUP without a version or another designator.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-without-version",
        severity: Severity::Error,
        clauses: &["8.1.2"],
        finds: "SOUP without a version or another designator.",
        why: "Without it nobody can tell which software is in the product, nor which of its known anomalies are.",
        resolve: "write the exact version in `version`, or what else identifies it in `designator`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "version").is_none() && cx.said(record, "designator").is_none() {
        found.at(record, cx.place_of(record, "version"), format!("{} has neither a version nor another designator", cx.name(record)));
    }
}
