//! `activity-before-plan`: a verification, a run or a baseline from before the first issue of any plan.

use jiff::civil::Date;

use crate::check::plan::plans;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{RecordId, Value};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "activity-before-plan",
        severity: Severity::Warning,
        clauses: &["5.1.1", "5.1.6"],
        finds: "A verification, a test run or a baseline that is dated before the first issue of the oldest plan.",
        why: "Work is planned before it is done. A date before the plan is a slip, or the work did not follow the plan.",
        resolve: "correct the date, or add the older issues to the `history` of the plan",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let Some(first) = plans(cx).into_iter().filter_map(|plan| first_issue(cx, plan)).min() else { return };
    for role in ["baseline", "run", "verification"] {
        for record in cx.project.with_role(role).filter(|r| !cx.project.is_obsolete(*r)) {
            if let Some(date) = cx.date(record, "date").filter(|date| *date < first) {
                let words = format!("{} is dated {date}, before the first issue of any plan, {first}", cx.name(record));
                found.at(record, cx.place_of(record, "date"), words);
            }
        }
    }
}

/// When a plan was first issued: the oldest entry of its history, else its approval.
fn first_issue(cx: &Inspection, plan: RecordId) -> Option<Date> {
    let date = |entry: Option<&crate::model::Entry>| match entry.map(|e| &e.value) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let history = cx.project.field(plan, "history").map(crate::model::Entry::items).unwrap_or_default();
    let oldest = history.iter().filter_map(|entry| date(entry.value.get("date"))).min();
    oldest.or_else(|| date(cx.project.field(plan, "approved").and_then(|e| e.value.get("on"))))
}
