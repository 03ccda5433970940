//! `plan-activity-uncovered`: an activity that a standard asks to be planned, and that no plan covers.

use crate::check::plan::{activities, plans};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "plan-activity-uncovered",
        severity: Severity::Note,
        clauses: &["5.1.1"],
        finds: "An activity that a standard asks to be planned, and that no plan covers.",
        why: "What nobody plans is done by chance, or not at all.",
        resolve: "add the activity to `covers` of the plan that deals with it, or write the plan",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let plans = plans(cx);
    let Some(first) = plans.first() else { return };
    let covers = |plan: &RecordId| cx.project.field(*plan, "covers").map(|e| e.items()).unwrap_or_default();
    let covered: Vec<&str> = plans.iter().flat_map(covers).filter_map(|e| e.value.text()).collect();
    let mut missing: Vec<&str> = Vec::new();
    for activity in activities(cx).filter(|a| a.is_asked) {
        if !covered.contains(&activity.name) && !missing.contains(&activity.name) {
            missing.push(activity.name);
        }
    }
    if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|m| format!("`{m}`")).collect();
        found.about(*first, format!("no plan covers {}", names.join(", ")));
    }
}
