//! `plan-section-missing`: a clause that a plan for an activity has to answer, and of which no plan says anything.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::plan::{activities, plans};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "plan-section-missing",
        severity: Severity::Warning,
        clauses: &["5.1.1", "5.1.3", "5.1.4", "5.1.5", "5.1.6", "5.1.7", "5.1.8", "5.1.9", "5.1.10", "5.1.11", "5.1.12", "6.1"],
        finds: "A clause that a plan for an activity has to answer, and of which no plan says anything.",
        why: "A plan that covers an activity in name only does not tell anybody what to do.",
        resolve: "add a section with the clause and its text, or with the document that says it",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let plans = plans(cx);
    // The first plan that covers an activity stands for it.
    let mut covered: Vec<(&str, RecordId, Span)> = Vec::new();
    for plan in &plans {
        for entry in project.field(*plan, "covers").map(|e| e.items()).unwrap_or_default() {
            if let Some(activity) = entry.value.text().filter(|a| !covered.iter().any(|(known, ..)| known == a)) {
                covered.push((activity, *plan, entry.span));
            }
        }
    }
    let cited = answered(cx, &plans);
    let mut answered: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    for activity in activities(cx) {
        let Some((name, plan, span)) = covered.iter().find(|(known, ..)| *known == activity.name) else { continue };
        // A section on one letter of a clause is one on the clause; the rows of the clause ask for the others.
        let numbers = || cited.iter().filter_map(|text| activity.standard.cited(text)).map(|(number, _)| number).collect();
        let done = answered.entry(&activity.standard.name).or_insert_with(numbers);
        for clause in activity.asked {
            if done.insert(&clause.number) {
                let message = format!("no plan has a section on {} ({}), though {} covers `{name}`", clause.number, clause.title, cx.name(*plan));
                found.at(*plan, *span, message);
            }
        }
    }
}

/// What is cited where a plan says something, in a section or by a document, and where a plan or a document claims to answer,
/// with a reason.
fn answered<'a>(cx: &Inspection<'a>, plans: &[RecordId]) -> Vec<&'a str> {
    let project = cx.project;
    let says = |entry: &Entry, name: &str| entry.value.get(name).is_some_and(|e| crate::model::says(&e.value));
    let has_document = |entry: &Entry| match entry.value.get("document").map(|e| &e.value) {
        Some(Value::Record { target: Some(document), .. }) => !project.is_obsolete(*document),
        _ => false,
    };
    let entries = |record: RecordId, field: &str| project.field(record, field).map(|e| e.items()).unwrap_or_default();
    let sections = plans.iter().flat_map(|p| entries(*p, "sections")).filter(|s| says(s, "text") || has_document(s));
    let documents = project.with_role("document").filter(|d| !project.is_obsolete(*d));
    let claims = plans.iter().copied().chain(documents).flat_map(|r| entries(r, "answers")).filter(|a| says(a, "reason"));
    let clauses = sections.chain(claims).filter_map(|e| e.value.get("clause")).flat_map(|c| c.items());
    clauses.filter_map(|c| c.value.text()).collect()
}
