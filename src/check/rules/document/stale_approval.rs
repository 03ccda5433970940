//! `stale-approval`: an approval that is older than what it stands under.

use jiff::civil::Date;

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, fingerprint, stamp};
use crate::model::{RecordId, Value};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "stale-approval",
        severity: Severity::Warning,
        clauses: &["5.1.8", "8.2.3"],
        finds: "An approval that stands as it stood in the newest frozen release, though the record has changed since; or one that is earlier than the record's review or than the newest entry of its history.",
        why: "Nobody has approved what the record says now.",
        resolve: "have the record approved as it is now, and record that approval",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Stamp::Given { on, .. } = stamp(cx.project, record, "approved") else { return };
    let Some(approved) = cx.project.field(record, "approved") else { return };
    let say = |words: String| found.at(record, approved.span, words);
    let past = cx.project.past.as_ref().and_then(|past| Some((past, past.records.get(cx.id(record))?)));
    if let Some((past, frozen)) = past
        && frozen.fields.get("approved") == Some(&approved.value.json())
        && frozen.fingerprint != fingerprint(cx.project, record)
    {
        say(format!("{} has changed since release {}, and its approval of {on} is still the one of then", cx.name(record), past.version));
    }
    if let Stamp::Given { on: reviewed, .. } = stamp(cx.project, record, "reviewed")
        && on < reviewed
    {
        say(format!("{} was approved on {on}, before its review of {reviewed}", cx.name(record)));
    }
    if let Some(changed) = newest_change(cx, record).filter(|changed| on < *changed) {
        say(format!("{} was approved on {on}, and its history has a change of {changed}", cx.name(record)));
    }
}

/// The newest date in the history of a document.
fn newest_change(cx: &Inspection, record: RecordId) -> Option<Date> {
    let date = |value: &Value| match value.get("date").map(|e| &e.value) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    cx.project.field(record, "history")?.items().iter().filter_map(|entry| date(&entry.value)).max()
}
