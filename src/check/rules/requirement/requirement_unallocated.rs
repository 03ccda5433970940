//! `requirement-unallocated`: a software requirement that is allocated to no part of the software.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "requirement-unallocated",
        severity: Severity::Warning,
        clauses: &["5.3.1"],
        finds: "A software requirement that is allocated to no part of the software.",
        why: "Nobody can say which part meets it, and whose class it takes.",
        resolve: "name the items or units that meet it in `allocated_to`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "allocated_to").is_empty() && !cx.excused(record) {
        found.lacking(record, &["allocated_to"], format!("{} is allocated to no part of the software", cx.name(record)));
    }
}
