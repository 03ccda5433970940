//! `change-unapproved`: a change that is made or closed without an approval that counts, or was approved only after it was closed.

use crate::check::change::{is_done, is_dropped};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, stamp};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "change-unapproved",
        severity: Severity::Error,
        clauses: &["6.2.4", "8.2.1"],
        finds: "A change that is made or closed without an approval that counts, or was approved only after it was closed.",
        why: "What is under control is changed on an approved request only; an approval that comes afterwards approved nothing.",
        resolve: "record the approval in `approved` with a name and a date, or the refusal in `decision`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["change_request"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !is_done(cx, record) || is_dropped(cx, record) {
        return;
    }
    let name = cx.name(record);
    if let Some(lacks) = cx.unapproved(record) {
        let how = match cx.project.status(record) {
            "implemented" => "is implemented",
            _ if cx.says(record, "commits") => "is carried out by commits",
            _ => "is closed",
        };
        found.at(record, cx.place_of(record, "approved"), format!("{name} {how}, and {lacks}"));
    } else if let (Stamp::Given { on, .. }, Some(closed)) = (stamp(cx.project, record, "approved"), cx.date(record, "closed"))
        && on > closed
    {
        found.at(record, cx.place_of(record, "approved"), format!("{name} was closed on {closed} and approved on {on} only"));
    }
}
