//! How far a change request is, as far as the record tells it.

use crate::model::{Entry, Project, RecordId, Value, says_something};

/// Whether a change is stated to be made: `implemented`, or commits carry it.
pub fn is_made(project: &Project, change: RecordId) -> bool {
    let commits = project.field(change, "commits").map(Entry::items).unwrap_or_default();
    project.status(change) == "implemented" || commits.iter().any(|c| c.value.text().is_some_and(says_something))
}

/// Whether a change is stated to be made, or is closed and was not refused, withdrawn or put off.
pub fn is_carried_out(project: &Project, change: RecordId) -> bool {
    let closed = project.field(change, "closed").is_some_and(|e| matches!(e.value, Value::Date(_)) || e.value.text().is_some_and(says_something));
    is_made(project, change) || closed && !is_dropped(project, change)
}

/// Whether a change was refused, withdrawn or put off, and not made all the same.
pub fn is_dropped(project: &Project, change: RecordId) -> bool {
    !is_made(project, change) && project.text(change, "decision").filter(|d| says_something(d)).is_some_and(refuses)
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
