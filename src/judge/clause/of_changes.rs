//! What a change and a problem must have: that the activities which a change promised are done, and what a problem says of the
//! version under view.

use std::cmp::Ordering;

use super::evaluate::Evaluator;
use super::missing::{Lack, Missing};
use crate::judge::Verdict;
use crate::judge::order::{done_on, newer_than_verified};
use crate::model::{Entry, RecordId, Value, says_something};
use crate::version::{precedence, same_but_for_build};

impl Evaluator<'_> {
    /// The first activity that a change says has to be repeated, and that nothing shows to be done: it names no test and no
    /// verification, or one that does not pass, or was made before the change was approved.
    pub(super) fn not_repeated(&self, change: RecordId) -> Option<Missing> {
        let activities = self.cx.project.field(change, "repeat_activities").map(Entry::items).unwrap_or_default();
        if activities.is_empty() {
            return Some(Missing::of(change, Lack::Says("repeat_activities".to_owned())));
        }
        let open = activities.iter().filter_map(|activity| activity.value.text()).find(|activity| !self.is_repeated(change, activity))?;
        Some(Missing::of(change, Lack::Repeated(open.trim().to_owned())).write("verification"))
    }

    fn is_repeated(&self, change: RecordId, activity: &str) -> bool {
        let project = self.cx.project;
        let is_proof = |r: RecordId| project.has_role(r, "test") || project.has_role(r, "verification");
        let kinds = ["test", "verification"].into_iter().flat_map(|role| project.schema.kinds_with(role));
        let prefixes: Vec<String> = kinds.map(|kind| format!("{}-", project.schema.kind(kind).prefix)).collect();
        let mut named: Vec<RecordId> = Vec::new();
        for id in mentioned(activity) {
            match project.by_id(&id) {
                Some(record) if is_proof(record) && project.is_obsolete(record) => return false,
                Some(record) => named.extend(Some(record).filter(|r| is_proof(*r))),
                // A test that is not there was not repeated.
                None if prefixes.iter().any(|prefix| id.starts_with(prefix.as_str())) => return false,
                None => {}
            }
        }
        let is_done = |record: &RecordId| {
            let judged = self.cx.grounds.proof.verdict(*record);
            let on = || done_on(project, *record, judged.map(|j| j.rests_on.as_slice()).unwrap_or_default());
            judged.is_some_and(|j| j.verdict == Verdict::Passing) && on().is_none_or(|on| newer_than_verified(project, on, change).is_none())
        };
        !named.is_empty() && named.iter().all(is_done)
    }

    /// Whether a problem report is closed, or says whether the version under view has the problem: one that it has needs an
    /// anomaly on record.
    pub(super) fn is_settled(&self, problem: RecordId) -> bool {
        let project = self.cx.project;
        let closed = project.field(problem, "closed").is_some_and(|e| matches!(e.value, Value::Date(on) if on <= project.as_of));
        let Some(viewed) = project.config.release.version.as_deref().map(str::trim).filter(|_| !closed) else { return true };
        let listed = project.field(problem, "affected_versions").map(Entry::items).unwrap_or_default();
        let listed: Vec<&str> = listed.iter().filter_map(|e| e.value.text()).map(str::trim).filter(|v| says_something(v)).collect();
        if listed.iter().any(|v| same_but_for_build(v, viewed)) {
            return !project.linked(problem, "reports").is_empty();
        }
        !listed.is_empty() && listed.iter().all(|v| precedence(v, viewed).is_some_and(|order| order != Ordering::Equal))
    }
}

/// The words of a text that may be ids, and those between the two ends of a range such as "TEST-020 to TEST-023".
fn mentioned(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut next = 0;
    let words = text.split(|c: char| !is_part(c)).map(|word| {
        let at = next;
        next = at + word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (at, word.trim_end_matches('.'))
    });
    let words: Vec<(usize, &str)> = words.collect();
    let mut all: Vec<String> = words.iter().map(|(_, word)| (*word).to_owned()).collect();
    let ids: Vec<_> = words.iter().filter_map(|(at, word)| Some((*at, at + word.len(), numbered(word)?))).collect();
    for pair in ids.windows(2) {
        let [(_, from, (prefix, _, first)), (to, _, (other, width, last))] = pair else { continue };
        if prefix == other && first < last && last - first < LONGEST_RANGE && means_to(&text[*from..*to]) {
            all.extend((first + 1..*last).map(|number| format!("{prefix}{number:0width$}")));
        }
    }
    all
}

/// A range with more ids than this is none: it may be two of them by chance.
const LONGEST_RANGE: u32 = 10_000;

/// An id by what stands before its number, how many digits that has, and the number.
fn numbered(word: &str) -> Option<(&str, usize, u32)> {
    let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = word.split_at(word.len() - digits);
    prefix.ends_with('-').then(|| Some((prefix, digits, number.parse().ok()?))).flatten()
}

/// Whether what stands between two ids makes a range of them: a word such as "to", a dash, dots.
fn means_to(between: &str) -> bool {
    ["to", "through", "until", "up to", "bis", "–", "—", "-", "..", "...", "…"].contains(&between.trim().to_lowercase().as_str())
}
