//! Change requests: whether one is made, carried out, or dropped.

use crate::model::{ChangeOutcome, Choice, Entry, Project, RecordId, Status, Value, Words, says_something};

/// Whether a change is stated to be made: `implemented`, or commits carry it.
pub fn is_made(project: &Project, change: RecordId) -> bool {
    let commits = project.field(change, "commits").map(Entry::items).unwrap_or_default();
    project.stated_status(change) == Choice::Word(Status::Implemented) || commits.iter().any(|c| c.value.text().is_some_and(says_something))
}

/// Whether a change is stated to be made, or is closed and was not refused, withdrawn or put off.
pub fn is_carried_out(project: &Project, change: RecordId) -> bool {
    let closed = project.field(change, "closed").is_some_and(|e| matches!(e.value, Value::Date(_)) || e.value.text().is_some_and(says_something));
    is_made(project, change) || closed && !is_dropped(project, change)
}

/// Whether a change was refused, withdrawn or put off, and not made all the same.
pub fn is_dropped(project: &Project, change: RecordId) -> bool {
    let dropped = match ChangeOutcome::of(project.field(change, "outcome")) {
        Choice::Word(ChangeOutcome::Refused | ChangeOutcome::Withdrawn | ChangeOutcome::Postponed) => true,
        Choice::Word(ChangeOutcome::Approved) | Choice::Nothing | Choice::Added | Choice::Wrong => false,
    };
    dropped && !is_made(project, change)
}
