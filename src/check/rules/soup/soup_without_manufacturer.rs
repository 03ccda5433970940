//! `soup-without-manufacturer`: SOUP without a manufacturer.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-without-manufacturer",
        severity: Severity::Warning,
        clauses: &["8.1.2"],
        finds: "SOUP without a manufacturer.",
        why: "The manufacturer is part of what identifies SOUP, and where its known anomalies come from.",
        resolve: "write who makes it in `manufacturer`: a company, a project, an author",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "manufacturer").is_none() {
        found.at(record, cx.place_of(record, "manufacturer"), format!("{} names no manufacturer", cx.name(record)));
    }
}
