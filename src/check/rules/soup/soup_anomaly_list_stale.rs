//! `soup-anomaly-list-stale`: a list of known anomalies of SOUP that was looked at too long ago, on no day, or for another version than the one in use.

use crate::check::anomalies::{Looked, looked};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::says_something;
use crate::model::{RecordId, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-anomaly-list-stale",
        severity: Severity::Warning,
        clauses: &["7.1.3"],
        finds: "A list of known anomalies of SOUP that was looked at too long ago, on no day, or for another version than the one in use.",
        why: "Anomalies go on being found after a version is out; an old look, or one at another version, tells nothing of them. `[check] soup-anomaly-days` sets for how many days one counts; 365 unless set.",
        resolve: "look at the list again for the version in use, and write `checked_on` and `version`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let (Looked::Listed(list) | Looked::Unpublished(list)) = looked(cx, record) else { return };
    let name = cx.name(record);
    let mut wrong: Vec<(Span, String)> = Vec::new();
    match list.value.get("checked_on").map(|e| (e.span, &e.value)) {
        Some((span, Value::Date(on))) => {
            let days = cx.project.config.check.soup_anomaly_days;
            let age = on.until(cx.project.as_of).map_or(0, |span| span.get_days());
            // A day to come is told as such.
            if i64::from(age) > i64::from(days) {
                wrong.push((span, format!("on {on}, more than {days} days ago")));
            }
        }
        // What is no date is another finding.
        Some(_) => {}
        None => wrong.push((list.span, "on a day that is not said".to_owned())),
    }
    if let (Some(version), Some(looked_for)) = (cx.said(record, "version"), list.value.get("version"))
        && let Some(text) = looked_for.value.text().filter(|t| says_something(t))
        && text.trim() != version.trim()
    {
        wrong.push((looked_for.span, format!("for version `{}`, while `{}` is in use", text.trim(), version.trim())));
    }
    if let Some((span, _)) = wrong.first() {
        let words: Vec<&str> = wrong.iter().map(|(_, words)| words.as_str()).collect();
        found.at(record, *span, format!("the list of known anomalies of {name} was looked at {}", words.join(", and ")));
    }
}
