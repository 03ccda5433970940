//! `date-order`: two dates in an order that cannot be: closed before it was opened, a revision before the one that it
//! follows, a change requested before its problem was reported.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Entry, RecordId, Value};
use crate::source::Span;
use jiff::civil::Date;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "date-order",
        severity: Severity::Warning,
        clauses: &["8.2.4", "9.5"],
        finds: "Two dates in an order that cannot be: closed before it was opened, a revision before the one that it follows, a change requested before its problem was reported.",
        why: "Dates that contradict each other prove nothing.",
        resolve: "correct the date that is wrong",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

/// What comes first and what comes after it, as fields of records with a role.
const PAIRS: &[(&str, &str, &str)] = &[("problem_report", "opened", "closed"), ("change_request", "opened", "closed")];

/// A date of records with a role, that does not come before a date of what they are linked to.
const LINKED: &[(&str, &str, &str, &str)] = &[
    ("change_request", "opened", "resolves", "opened"),
    ("notice", "date", "informs_about", "opened"),
    ("problem_report", "opened", "raised_from", "received"),
];

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for (_, after, link, before) in LINKED.iter().filter(|(role, ..)| cx.project.has_role(record, role)) {
        for other in cx.project.linked(record, link) {
            later(cx, record, after, other, before, found);
        }
    }
    for (_, before, after) in PAIRS.iter().filter(|(role, ..)| cx.project.has_role(record, role)) {
        let (Some((first, at_first)), Some((then, at))) = (date(cx, record, before), date(cx, record, after)) else { continue };
        if then < first {
            let words = format!("`{after}` of {} is {then}, before `{before}`, {first}", cx.name(record));
            found.push(Diagnostic::new(&RULE.code, at, words).related(at_first, format!("`{before}`")).about(cx.id(record)));
        }
    }
    history(cx, record, found);
}

/// Finds a date of a record before one of another record that it follows from.
fn later(cx: &Inspection, record: RecordId, after: &str, other: RecordId, before: &str, found: &Found) {
    let (Some((first, at_first)), Some((then, at))) = (date(cx, other, before), date(cx, record, after)) else { return };
    if then < first {
        let words = format!("`{after}` of {} is {then}, before `{before}` of `{}`, {first}", cx.name(record), cx.id(other));
        found.push(Diagnostic::new(&RULE.code, at, words).related(at_first, format!("`{before}`")).about(cx.id(record)));
    }
}

/// Revisions stand oldest first.
fn history(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(history) = cx.project.field(record, "history") else { return };
    let dates: Vec<(Date, Span)> = history.items().iter().filter_map(|e| in_group(e, "date")).collect();
    for pair in dates.windows(2) {
        let ((first, at_first), (then, at)) = (pair[0], pair[1]);
        if then < first {
            let words = format!("a revision of {} is of {then}, and stands after one of {first}", cx.name(record));
            found.push(Diagnostic::new(&RULE.code, at, words).related(at_first, "the one before it").about(cx.id(record)));
        }
    }
}

/// A date and its place.
fn date(cx: &Inspection, record: RecordId, field: &str) -> Option<(Date, Span)> {
    of(cx.project.field(record, field)?)
}

fn in_group(entry: &Entry, name: &str) -> Option<(Date, Span)> {
    of(entry.value.get(name)?)
}

fn of(entry: &Entry) -> Option<(Date, Span)> {
    match entry.value {
        Value::Date(date) => Some((date, entry.span)),
        _ => None,
    }
}
