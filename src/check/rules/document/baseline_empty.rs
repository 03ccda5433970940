//! `baseline-empty`: a baseline that contains nothing.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "baseline-empty",
        severity: Severity::Note,
        clauses: &["8.1.3"],
        finds: "A baseline that contains nothing.",
        why: "Of what a baseline fixes, only what it contains can be found again.",
        resolve: "list with `contains` what is fixed: configuration items, SOUP, documents",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["baseline"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "contains").is_empty() {
        found.about(record, format!("{} contains nothing", cx.name(record)));
    }
}
