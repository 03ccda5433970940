//! `evidence-too-old`: a verification, run, assessment or approval that is older than what it is about.

use jiff::civil::Date;

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, newer_than_verified, stamp, too_old};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "evidence-too-old",
        severity: Severity::Error,
        clauses: &["5.1.11", "8.2.3"],
        finds: "A verification, run, assessment or approval that is older than what it is about: its baseline, the newest revision, the change that it verifies, the failure that it retests. One without a date may be older than anything that has one.",
        why: "Nobody can have looked at what was not there yet. It proves nothing.",
        resolve: "correct the date that is wrong or missing, or do it again for the present state and record that",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let project = cx.project;
    let name = cx.name(record);
    if let Some(old) = too_old(project, record) {
        let than = old.than.words(project);
        let words = match old.on {
            Some(on) => format!("{name} of {on} is older than {than}: it proves nothing"),
            None => format!("{name} has no date, and may be older than {than}: it proves nothing"),
        };
        found.at(record, old.at, words);
    }
    if let Stamp::Older { on, than, .. } = stamp(project, record, "approved") {
        let at = project.field(record, "approved").and_then(|e| e.value.get("on")).map_or(cx.place(record), |e| e.span);
        found.at(record, at, format!("{name} was approved on {on}, before {}: the approval does not count", than.words(project)));
    }
    if !project.has_role(record, "verification") {
        return;
    }
    let on = project.date(record, "date");
    for subject in project.linked(record, "verifies") {
        if let Some(newer) = newer_than_verified(project, on.unwrap_or(Date::MIN), subject) {
            let newer = newer.words(project);
            let words = match on {
                Some(on) => format!("{name} of {on} is older than {newer}, which it verifies: it proves nothing of it"),
                None => format!("{name} has no date, and may be older than {newer}, which it verifies: it proves nothing of it"),
            };
            found.at(record, cx.place_of(record, "date"), words);
        }
    }
}
