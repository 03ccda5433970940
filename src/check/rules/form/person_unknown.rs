//! `person-unknown`: somebody named in a record who is not on record, in a project that keeps records of people.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Entry, RecordId, Value, says_something};
use crate::schema::{Field, FieldType};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "person-unknown",
        severity: Severity::Warning,
        clauses: &[],
        finds: "Somebody named in a record or a test report who is not on record, or whose record is obsolete, in a project that keeps records of people.",
        why: "Whoever approves, reviews or tests needs a role and the competence for it. What nobody on record did does not count.",
        resolve: "write the id or the exact name of a person, or add a record of the person; a machine that ran a test is a `tool`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    if !cx.project.lists_people() {
        return;
    }
    for (record, data) in cx.project.iter().filter(|(record, _)| !cx.project.is_obsolete(*record)) {
        let kind = cx.project.schema.kind(data.kind);
        for (index, entry) in &data.fields {
            let field = &kind.fields[usize::from(*index)];
            people(cx, record, field, &field.ty, entry, found);
        }
    }
    for report in &cx.project.evidence.reports {
        for (what, name) in [("tester", &report.tester), ("responsible", &report.responsible)] {
            if let Some(name) = name.as_deref().filter(|name| is_unknown(cx, name) && !(what == "tester" && is_tool(cx, name))) {
                let words = format!("`{name}`, `{what}` of report `{}`, is not a person on record", report.path);
                found.push(Diagnostic::new(&RULE.code, cx.place_of_report(report), words));
            }
        }
    }
}

/// Finds the names in a value that are those of nobody on record.
fn people(cx: &Inspection, record: RecordId, field: &Field, ty: &FieldType, entry: &Entry, found: &Found) {
    match (&entry.value, ty) {
        (Value::List(items), ty) => items.iter().for_each(|item| people(cx, record, field, ty.element(), item, found)),
        (Value::Group(values), ty) => {
            let FieldType::Group(fields) = ty.element() else { return };
            for (name, inner) in values {
                if let Some(field) = fields.iter().find(|f| f.name == *name) {
                    people(cx, record, field, &field.ty, inner, found);
                }
            }
        }
        (value @ (Value::Text(_) | Value::Word(_) | Value::Prose(_) | Value::Date(_) | Value::Record { .. }), ty) => {
            // A machine may run a test, and does nothing else that is asked of a person.
            let may_be = |name: &str| field.name == "tester" && is_tool(cx, name);
            if let Some(name) = value.text().filter(|name| *ty.element() == FieldType::Person && is_unknown(cx, name) && !may_be(name)) {
                let words = format!("`{name}`, `{}` of {}, is not a person on record", field.name, cx.name(record));
                found.at(record, entry.span, words);
            }
        }
    }
}

/// Whether a name says something, and is not that of a person on record.
fn is_unknown(cx: &Inspection, name: &str) -> bool {
    says_something(name) && cx.project.person(name).is_none()
}

/// Whether a name is the id or title of a tool on record.
fn is_tool(cx: &Inspection, name: &str) -> bool {
    let is = |tool: RecordId| cx.id(tool) == name.trim() || cx.project.record(tool).title == name.trim();
    cx.project.with_role("tool").any(|tool| !cx.project.is_obsolete(tool) && is(tool))
}
