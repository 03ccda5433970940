//! `severity-without-class`: a scale of severity that risks use and whose levels name no safety class.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::Entry;
use crate::schema::Level;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "severity-without-class",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A scale of severity whose levels in use do not all name a safety class.",
        why: "The safety class follows from the severity of the harm; without a class for each level, no class can be compared with the risks.",
        resolve: "name in the project's schema the class of each level: `{id: \"5\", label: Death, safety_class: C}`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let Some(scale) = project.schema.scale("severity") else { return };
    let risks: Vec<_> = project.with_role("risk").filter(|r| !project.is_obsolete(*r)).collect();
    let entries = risks.iter().flat_map(|r| ["initial", "residual"].into_iter().filter_map(|stage| project.field(*r, stage)));
    let used: Vec<&str> = entries.flat_map(Entry::items).filter_map(|e| e.value.get("severity")?.value.text()).collect();
    let bare = |level: &&Level| level.safety_class.is_none() && used.contains(&level.id.as_str());
    let levels: Vec<String> = scale.levels.iter().filter(bare).map(|l| format!("`{}`", l.id)).collect();
    let no_class = !used.is_empty() && scale.levels.iter().all(|l| l.safety_class.is_none());
    let lacks = match levels.as_slice() {
        [] if no_class => "no level of the scale of severity names a safety class".to_owned(),
        [] => return,
        [one] => format!("the severity {one} names no safety class"),
        [first @ .., last] => format!("the severities {} and {last} name no safety class", first.join(", ")),
    };
    let systems: Vec<_> = cx.asked("system", RULE.code.clauses).collect();
    for system in &systems {
        found.about(*system, format!("{lacks}: the class of {} cannot be compared with its risks", cx.name(*system)));
    }
    // Without a system the highest class is assumed of everything; the risk is the only record to speak of.
    let risk = risks.into_iter().find(|r| cx.asks(RULE.code.clauses, *r));
    if let Some(risk) = risk.filter(|_| systems.is_empty()) {
        found.about(risk, format!("{lacks}: no class can be compared with the risks"));
    }
}
