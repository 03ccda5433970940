//! How far a change request is, as far as the record tells it.

use super::rule::Context;
use crate::model::RecordId;

/// Whether a change is stated to be made: `implemented`, or commits carry it.
pub(super) fn is_made(cx: &Context, change: RecordId) -> bool {
    cx.project.status(change) == "implemented" || cx.says(change, "commits")
}

/// Whether a change is stated to be made, or is closed.
pub(super) fn is_done(cx: &Context, change: RecordId) -> bool {
    is_made(cx, change) || cx.date(change, "closed").is_some()
}

/// Whether a change was refused, withdrawn or put off, and not made all the same.
pub(super) fn is_dropped(cx: &Context, change: RecordId) -> bool {
    !is_made(cx, change) && cx.said(change, "decision").is_some_and(refuses)
}

/// Whether a decision is against: the first word in it that decides anything counts.
fn refuses(decision: &str) -> bool {
    let lower = decision.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let begins = |word: &str, stems: &[&str]| stems.iter().any(|s| word.starts_with(s));
    for (at, word) in words.iter().enumerate() {
        if begins(word, &["approv", "accept", "agree", "granted"]) {
            return at > 0 && words[at - 1] == "not";
        }
        let put_off = *word == "put" && words.get(at + 1) == Some(&"off");
        if put_off || begins(word, &["refus", "reject", "declin", "withdr", "postpon", "defer", "duplicate"]) {
            return true;
        }
    }
    false
}

/// The parts of a group that say nothing, of those that are asked for, by their words. A group that is written as plain
/// text says what it says about all of them.
pub(super) fn unsaid<'w>(cx: &Context, record: RecordId, group: &str, parts: &[(&str, &'w str)]) -> Vec<&'w str> {
    let Some(entry) = cx.project.field(record, group) else { return parts.iter().map(|(_, words)| *words).collect() };
    let says = |name: &str| entry.value.get(name).is_some_and(|e| super::rule::entry_says(&e.value));
    if says("text") {
        return Vec::new();
    }
    parts.iter().filter(|(name, _)| !says(name)).map(|(_, words)| *words).collect()
}
