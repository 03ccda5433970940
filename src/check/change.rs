//! Change requests, as rules ask about them.

use super::rule::Inspection;
use crate::judge::is_made;
use crate::model::RecordId;

/// Whether a change is stated to be made, or is closed.
pub(super) fn is_done(cx: &Inspection, change: RecordId) -> bool {
    is_made(cx.project, change) || cx.date(change, "closed").is_some()
}

/// Whether a change was refused, withdrawn or put off, and not made all the same.
pub(super) fn is_dropped(cx: &Inspection, change: RecordId) -> bool {
    crate::judge::is_dropped(cx.project, change)
}

/// The parts of a group that say nothing, of those that are asked for, by their words. A group that is written as plain
/// text says what it says about all of them.
pub(super) fn unsaid<'w>(cx: &Inspection, record: RecordId, group: &str, parts: &[(&str, &'w str)]) -> Vec<&'w str> {
    let Some(entry) = cx.project.field(record, group) else { return parts.iter().map(|(_, words)| *words).collect() };
    let says = |name: &str| entry.value.get(name).is_some_and(|e| crate::model::says(&e.value));
    if says("text") {
        return Vec::new();
    }
    parts.iter().filter(|(name, _)| !says(name)).map(|(_, words)| *words).collect()
}
