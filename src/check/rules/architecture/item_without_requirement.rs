//! `item-without-requirement`: an item to which no requirement is allocated, nor to any part of it, and that implements no control.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "item-without-requirement",
        severity: Severity::Warning,
        clauses: &["5.3.1"],
        finds: "An item to which no requirement is allocated, nor to any part of it, and that implements no control.",
        why: "The architecture is made from the requirements: what answers none of them is either not needed, or its requirement is missing.",
        resolve: "allocate a requirement to the item or to one of its parts with `allocated_to`, or remove the item",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let mut carries = vec![false; project.records.len()];
    let parts = ["system", "item", "unit"].into_iter().flat_map(|role| project.with_role(role));
    let mut open: Vec<RecordId> = parts.filter(|p| !project.is_obsolete(*p) && has_task(cx, *p)).collect();
    while let Some(part) = open.pop() {
        if !std::mem::replace(&mut carries[part.index()], true) {
            open.extend(project.linked(part, "part_of"));
        }
    }
    for item in cx.asked("item", RULE.code.clauses).filter(|i| !carries[i.index()]) {
        found.about(item, format!("no requirement is allocated to {} or to a part of it", cx.name(item)));
    }
}

fn has_task(cx: &Inspection, part: RecordId) -> bool {
    !cx.project.linked(part, "allocates").is_empty() || !cx.project.linked(part, "implements").is_empty()
}
