//! Words for cases that several tests name.

use super::rule::Inspection;
use crate::judge::Shared;
use crate::model::{Entry, RecordId};
use crate::source::Span;

/// How many cases or tests a message names.
const SHOWN: usize = 3;

/// The place of an entry of a test's `automated`.
pub(super) fn place(cx: &Inspection, test: RecordId, entry: usize) -> Span {
    let entries = cx.project.field(test, "automated").map(Entry::items).unwrap_or_default();
    entries.get(entry).map_or_else(|| cx.place_of(test, "automated"), |e| e.span)
}

/// The names of the cases: the same case may stand in several reports.
pub(super) fn cases(cx: &Inspection, shared: &Shared) -> String {
    let mut names: Vec<&str> = shared.cases.iter().map(|(r, c)| cx.project.evidence.reports[*r].cases[*c].name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() == 1 { format!("case {}", listed(&names)) } else { format!("cases {}", listed(&names)) }
}

/// The ids of the other tests.
pub(super) fn others(cx: &Inspection, shared: &Shared) -> String {
    let ids: Vec<&str> = shared.others.iter().map(|test| cx.id(*test)).collect();
    if ids.len() == 1 { format!("test {}", listed(&ids)) } else { format!("tests {}", listed(&ids)) }
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
