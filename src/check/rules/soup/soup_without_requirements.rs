//! `soup-without-requirements`: SOUP of which it is not said what it has to do, or how well.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-without-requirements",
        severity: Severity::Warning,
        clauses: &["5.3.3"],
        finds: "SOUP of which it is not said what it has to do, or how well.",
        why: "Only against its functional and performance requirements can be told whether SOUP is fit for the use, and whether a new version still is.",
        resolve: "write `functional_requirements` and `performance_requirements`, or allocate requirements to the SOUP",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !cx.project.linked(record, "allocates").is_empty() {
        return;
    }
    let missing = match (cx.says(record, "functional_requirements"), cx.says(record, "performance_requirements")) {
        (true, true) => return,
        (false, true) => "functional requirements",
        (true, false) => "performance requirements",
        (false, false) => "functional or performance requirements",
    };
    found.about(record, format!("{} has no {missing}", cx.name(record)));
}
