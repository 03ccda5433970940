//! `same-author-and-approver`: a record that is approved by its own author: its owner, or who wrote the newest revision.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, stamp};
use crate::model::{Entry, RecordId, Value};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "same-author-and-approver",
        severity: Severity::Warning,
        clauses: &["5.1.8"],
        finds: "A record that is approved by its own author: its owner, or who wrote the newest revision.",
        why: "An approval is worth something because somebody else has looked.",
        resolve: "let somebody else approve it, or correct the name",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for (record, _) in cx.project.iter().filter(|(record, _)| !cx.project.is_obsolete(*record)) {
        let (Stamp::Given { by, .. } | Stamp::Stranger(by) | Stamp::Older { by, .. }) = stamp(cx.project, record, "approved") else { continue };
        let same = |name: Option<&str>| name.is_some_and(|n| cx.project.may_be_same_person(n, by));
        let as_what = if same(author(cx, record)) {
            "who wrote its newest revision"
        } else if same(cx.said(record, "owner")) {
            "its owner"
        } else {
            continue;
        };
        if !RULE.asks(cx.project, cx.class(record)) {
            continue;
        }
        let at = cx.project.field(record, "approved").and_then(|e| e.value.get("by")).map_or(cx.place(record), |e| e.span);
        found.at(record, at, format!("{} is approved by `{by}`, {as_what}", cx.name(record)));
    }
}

/// Who wrote the newest revision: the one of the latest date, the last of those of one day.
fn author<'a>(cx: &Inspection<'a>, record: RecordId) -> Option<&'a str> {
    let date = |e: &Entry| match e.value.get("date").map(|d| &d.value) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let newest = cx.project.field(record, "history")?.items().iter().max_by_key(|e| date(e))?;
    newest.value.get("author")?.value.text()
}
