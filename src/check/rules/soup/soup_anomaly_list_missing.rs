//! `soup-anomaly-list-missing`: SOUP without a word on its maker's list of known anomalies.

use crate::check::anomalies::{Looked, looked};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-anomaly-list-missing",
        severity: Severity::Warning,
        clauses: &["7.1.3"],
        finds: "SOUP without a word on its maker's list of known anomalies.",
        why: "What is known to go wrong in SOUP has to be looked at for the version in use, before it goes wrong here.",
        resolve: "write in `anomaly_list` where the list is, when it was looked at and for which version; where none is published, `published: false` with `checked_on` and `by`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !matches!(looked(cx, record), Looked::Nothing) {
        return;
    }
    let denied = cx.project.field(record, "anomaly_list").is_some_and(|e| e.value.get("published").and_then(|p| p.value.text()) == Some("false"));
    let message = if denied {
        format!("{} says that no list of known anomalies is published, but not who found that, and when", cx.name(record))
    } else {
        format!("{} says nothing of a list of known anomalies", cx.name(record))
    };
    found.at(record, cx.place_of(record, "anomaly_list"), message);
}
