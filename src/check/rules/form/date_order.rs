//! `date-order`: two dates of a record in an order that cannot be: closed or approved before it was opened, a revision before the one that it follows.

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
        finds: "Two dates of a record in an order that cannot be: closed or approved before it was opened, a revision before the one that it follows.",
        why: "A record whose dates contradict each other proves neither of them.",
        resolve: "correct the date that is wrong",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

/// What comes first and what comes after it, as fields of records with a role; a group and its field have a dot between them.
const PAIRS: &[(&str, &str, &str)] = &[
    ("problem_report", "opened", "closed"),
    ("problem_report", "opened", "approved.on"),
    ("change_request", "opened", "closed"),
    ("change_request", "opened", "approved.on"),
];

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for (_, before, after) in PAIRS.iter().filter(|(role, ..)| cx.project.has_role(record, role)) {
        let (Some((first, at_first)), Some((then, at))) = (date(cx, record, before), date(cx, record, after)) else { continue };
        if then < first {
            let words = format!("`{after}` of {} is {then}, before `{before}`, {first}", cx.name(record));
            found.push(Diagnostic::new(&RULE.code, at, words).related(at_first, format!("`{before}`")).about(cx.id(record)));
        }
    }
    history(cx, record, found);
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
fn date(cx: &Inspection, record: RecordId, path: &str) -> Option<(Date, Span)> {
    match path.split_once('.') {
        Some((group, name)) => in_group(cx.project.field(record, group)?, name),
        None => of(cx.project.field(record, path)?),
    }
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
