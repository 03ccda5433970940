//! `unit-without-item`: a unit that is part of no item and of no system.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unit-without-item",
        severity: Severity::Warning,
        clauses: &["5.4.1"],
        finds: "A unit that is part of no item and of no system.",
        why: "The split of the items into units has to be complete; a unit outside it has no place, and its class is assumed to be the highest.",
        resolve: "name the item with `part_of`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let is_whole = |whole: &RecordId| cx.project.has_role(*whole, "item") || cx.project.has_role(*whole, "system");
    if !cx.project.linked(record, "part_of").iter().any(is_whole) {
        found.about(record, format!("{} is part of no item", cx.name(record)));
    }
}
