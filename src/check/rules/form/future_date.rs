//! `future-date`: a date of something past that has not come yet.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Entry, RecordId, Value};
use crate::schema::{Field, FieldType};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "future-date",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A date of something past that has not come yet.",
        why: "What is said to have been done on a day to come has not been done.",
        resolve: "correct the date; a field of the project's own whose dates may lie ahead has `future: true` in the schema",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// The fields whose dates another rule tells, by role: an approval of tomorrow does not count.
const TOLD: &[(&str, &str)] = &[("any", "approved"), ("any", "reviewed"), ("verification", "date"), ("assessment", "on")];

fn look(cx: &Inspection, found: &Found) {
    for (record, data) in cx.project.iter().filter(|(record, _)| !cx.project.is_obsolete(*record)) {
        let kind = cx.project.schema.kind(data.kind);
        for (index, entry) in &data.fields {
            let field = &kind.fields[*index as usize];
            if !TOLD.iter().any(|(role, name)| *name == field.name && (*role == "any" || kind.has_role(role))) {
                entries(cx, record, field, &field.ty, entry, found);
            }
        }
    }
    for report in &cx.project.evidence.reports {
        if let Some(date) = report.date.filter(|d| *d > cx.project.as_of) {
            let words = format!("report `{}` is said to be of {date}, a day to come", report.path);
            let help = format!(
                "correct the date; if the report is newer than the commit, set the date of the build with `--as-of today` or `[build] date` in book.toml: it is {} now",
                cx.project.as_of
            );
            found.push(Diagnostic::new(&RULE.code, cx.place_of_report(report), words).help(help));
        }
    }
}

fn entries(cx: &Inspection, record: RecordId, field: &Field, ty: &FieldType, entry: &Entry, found: &Found) {
    match (&entry.value, ty) {
        (Value::Date(date), _) if *date > cx.project.as_of && !field.future => {
            found.at(record, entry.span, format!("`{}` of {} is {date}, a day to come", field.name, cx.name(record)));
        }
        (Value::List(items), FieldType::List(inner)) => items.iter().for_each(|e| entries(cx, record, field, inner, e, found)),
        (Value::List(items), ty) => items.iter().for_each(|e| entries(cx, record, field, ty, e, found)),
        (Value::Group(values), FieldType::Group(fields)) => {
            for (name, inner) in values {
                if let Some(field) = fields.iter().find(|f| f.name == *name) {
                    entries(cx, record, field, &field.ty, inner, found);
                }
            }
        }
        _ => {}
    }
}
