//! Which tests a case names itself: by an id in its name or class, or in a property.

use crate::model::{Case, Project, RecordId};

/// The tests that a case names, sorted, once each.
pub(super) fn named_tests(project: &Project, case: &Case) -> Vec<RecordId> {
    let test = |id: &str| project.by_id(id).filter(|r| project.has_role(*r, "test"));
    let mut found: Vec<RecordId> = case.ids.iter().filter_map(|id| test(id)).collect();
    for pattern in &project.config.evidence.id_patterns {
        let Some((before, after)) = pattern.value.split_once("{id}") else { continue };
        for text in [&case.name, &case.classname] {
            words(text, before, after, &mut |word| {
                // An id without a digit may be an ordinary word.
                let plain = before.is_empty() && after.is_empty() && !word.contains(|c: char| c.is_ascii_digit());
                let named = if plain { None } else { test(word) };
                found.extend(named);
                named.is_some()
            });
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Visits what may be an id between `before` and `after`: the longest run of characters that an id may have. Where no record
/// has it, its parts between dots: `pump.Dose.TEST-1`. A number behind a dot goes on with what is before: `TEST-1.2`.
fn words(text: &str, before: &str, after: &str, visit: &mut impl FnMut(&str) -> bool) {
    let of_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut rest = text;
    while let Some(start) = if before.is_empty() { rest.find(of_id) } else { rest.find(before) } {
        let from = start + before.len();
        let run = rest[from..].find(|c| !of_id(c)).map_or(rest.len(), |length| from + length);
        let word = word_before(&rest[from..run], &rest[run..], after);
        if let Some(word) = word {
            let whole = word.trim_matches('.');
            if !whole.is_empty() && !visit(whole) && before.is_empty() && after.is_empty() {
                parts(whole, visit);
            }
        }
        // A mark is never empty when nothing follows it: this always moves on.
        let next = if before.is_empty() { run } else { from };
        rest = &rest[next..];
    }
}

/// The part of a run of characters that stands before a mark, which may itself be made of characters of ids.
fn word_before<'a>(run: &'a str, behind: &str, after: &str) -> Option<&'a str> {
    if after.is_empty() || behind.starts_with(after) {
        return Some(run);
    }
    run.find(after).map(|at| &run[..at])
}

fn parts(whole: &str, visit: &mut impl FnMut(&str) -> bool) {
    let mut from = 0;
    for (at, _) in whole.match_indices('.') {
        if !whole[at + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            if from < at {
                visit(&whole[from..at]);
            }
            from = at + 1;
        }
    }
    if from > 0 && from < whole.len() {
        visit(&whole[from..]);
    }
}
