//! `control-without-requirement`: a control that no requirement implements.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-without-requirement",
        severity: Severity::Warning,
        clauses: &["5.2.3", "7.2.2"],
        finds: "A control that no requirement implements.",
        why: "A control realised in software has to be among the requirements, or nobody builds and tests it.",
        resolve: "write the requirement and link it with `implements`, or state in `realised_in` that it is not software",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let outside = cx.project.field(record, "realised_in").is_some_and(|e| {
        let places: Vec<&str> = e.items().iter().filter_map(|i| i.value.text()).collect();
        !places.is_empty() && !places.contains(&"software")
    });
    let is_requirement = |r: &RecordId| cx.project.has_role(*r, "requirement") || cx.project.has_role(*r, "system_requirement");
    let implementers = cx.project.linked(record, "implemented_by");
    if outside || implementers.iter().any(is_requirement) {
        return;
    }
    // Reviews and coding rules lower the number of faults; they control no risk of the product (ISO 14971 7.1).
    let process = !implementers.is_empty() && implementers.iter().all(|r| cx.project.has_role(*r, "document"));
    let words = if process { "nothing but documents implements" } else { "no requirement implements" };
    found.about(record, format!("{words} {}", cx.name(record)));
}
