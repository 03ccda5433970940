//! `plan-activity-uncovered`: an activity that a standard asks to be planned, and that no plan covers.

use super::super::rule::{Context, Found, Rule, Run};
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

fn look(cx: &Context, found: &Found) {
    let project = cx.project;
    let plans: Vec<RecordId> = project.with_role("plan").filter(|p| !project.is_obsolete(*p)).collect();
    let Some(first) = plans.first() else { return };
    let covers = |plan: &RecordId| project.field(*plan, "covers").map(|e| e.items()).unwrap_or_default();
    let covered: Vec<&str> = plans.iter().flat_map(covers).filter_map(|e| e.value.text()).collect();
    let mut missing: Vec<&str> = Vec::new();
    for standard in project.config.standards.iter().filter_map(|s| project.schema.standard(&s.value)) {
        let level = project.schema.scale(&standard.scale).and_then(|s| s.levels.get(cx.file_class())).map_or("", |l| l.id.as_str());
        for (activity, numbers) in &standard.plans {
            let asked = standard.clauses.iter().any(|c| numbers.contains(&c.number) && c.levels.iter().any(|l| l == level));
            if (asked || numbers.is_empty()) && !covered.contains(&activity.as_str()) && !missing.contains(&activity.as_str()) {
                missing.push(activity);
            }
        }
    }
    if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|m| format!("`{m}`")).collect();
        found.about(*first, format!("no plan covers {}", names.join(", ")));
    }
}
