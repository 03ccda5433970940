//! Where an id stands as a word of its own in a text.

use std::ops::Range;

/// What an id is made of.
fn is_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// The places of an id that are no part of a longer one: `SRS-1` stands in `(SRS-1)`, `_SRS-1_` and `SRS-1.`, not in
/// `SRS-10`, `SRS-1-A`, `SRS-1.md` or, as the entry of another record, in `RISK-1#SRS-1`. `known` tells of an id whether
/// a record has it: where there is a `SRS-1-`, that is meant.
pub(super) fn words<'a>(text: &'a str, id: &'a str, known: &'a dyn Fn(&str) -> bool) -> impl Iterator<Item = Range<usize>> + 'a {
    text.match_indices(id).map(|(at, _)| at..at + id.len()).filter(move |range| {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
            return false;
        }
        if before.strip_suffix('#').is_some_and(|b| b.ends_with(is_id)) {
            return false;
        }
        // Two dots end an id: `SRS-1..SRS-5` names both.
        let lead = before.len() - before.trim_end_matches(is_id).len();
        let lead = before[before.len() - lead..].rsplit("..").next().unwrap_or("");
        let tail = after.len() - after.trim_start_matches(is_id).len();
        let tail = after[..tail].split("..").next().unwrap_or("");
        let signs = |part: &str| !part.contains(|c: char| c.is_ascii_alphanumeric());
        let longer = format!("{id}{}", tail.trim_end_matches('.'));
        signs(lead) && signs(tail) && (longer.len() == id.len() || !known(&longer))
    })
}

/// What a word is a part of that must not be changed with it.
pub(super) fn part_of(text: &str, range: &Range<usize>, known: &dyn Fn(&str) -> bool) -> Option<&'static str> {
    let edge = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '\'' | '[' | ']' | '{' | '}' | '|' | ',' | ';' | '`');
    let start = text[..range.start].rfind(edge).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[range.end..].find(edge).map_or(text.len(), |at| range.end + at);
    let token = &text[start..end];
    if token.contains("://") || token.starts_with("mailto:") {
        return Some("a part of an address");
    }
    let slashed = text[..range.start].ends_with('/') || text[range.end..].starts_with('/');
    // `SRS-1/SRS-2` is a list of ids, `docs/SRS-1/a` is a path.
    let ids = token.split('/').all(|part| known(part.trim_end_matches(['.', ':', '!', '?'])));
    (slashed && !ids).then_some("a part of a path")
}

/// The paths in a text that lead to a file: where its name stands in them.
pub(super) fn paths<'a>(text: &'a str, name: &'a str, leads: &'a dyn Fn(&str) -> bool) -> impl Iterator<Item = Range<usize>> + 'a {
    let in_path = |c: char| is_id(c) || c == '/';
    text.match_indices(name).map(|(at, _)| at..at + name.len()).filter(move |range| {
        let lead = text[..range.start].len() - text[..range.start].trim_end_matches(in_path).len();
        let path = &text[range.start - lead..range.end];
        let whole = path.rsplit('/').next() == Some(name) && !text[range.end..].starts_with(in_path);
        // A full stop may end a sentence.
        let stop = text[range.end..].strip_prefix('.').is_some_and(|rest| !rest.starts_with(in_path));
        (whole || (stop && path.rsplit('/').next() == Some(name))) && leads(path)
    })
}
