//! Directives `{{#name args}}` as they are written: where one begins and ends in the raw text.

use std::ops::Range;

use crate::source::{Span, Text};

/// A longer one is taken for an unclosed one; it also keeps the search for a closing brace linear.
const LONGEST: usize = 4096;

/// A directive as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Directive {
    /// Its name: what follows `{{#`.
    pub name: String,
    /// Its arguments without a name, and where each stands.
    pub positional: Vec<(String, Span)>,
    /// Its arguments with a name: name, where it stands, value, where it stands.
    pub named: Vec<(String, Span, String, Span)>,
    /// The values of the named arguments again, in step with them: each knows where its bytes were written.
    pub values: Vec<Text>,
    /// Where all of it stands.
    pub span: Span,
    /// All of it, as written.
    pub raw: String,
}

/// An opening `{{#`, perhaps escaped.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) struct Opening {
    /// The first brace.
    pub(in crate::load) at: usize,
    /// What follows `#`.
    pub(in crate::load) name: usize,
    /// Whether an odd number of backslashes stands before it.
    pub(in crate::load) escaped: bool,
}

/// The next opening from a byte on.
pub(in crate::load) fn next_opening(text: &str, mut from: usize) -> Option<Opening> {
    let bytes = text.as_bytes();
    while let Some(found) = text.get(from..)?.find("{{") {
        let at = from + found;
        from = at + 1;
        let blanks = bytes[at + 2..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let hash = at + 2 + blanks;
        if bytes.get(hash) != Some(&b'#') || (blanks > 0 && !bytes.get(hash + 1).is_some_and(u8::is_ascii_alphabetic)) {
            continue;
        }
        let backslashes = bytes[..at].iter().rev().take_while(|b| **b == b'\\').count();
        return Some(Opening { at, name: hash + 1, escaped: backslashes % 2 == 1 });
    }
    None
}

/// The end of the directive's name that starts at a byte.
pub(in crate::load) fn name_end(text: &str, from: usize) -> usize {
    let bytes = &text.as_bytes()[from..];
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return from;
    }
    from + bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count()
}

/// Where `}}` closes, on the same line and before another opening; one past it.
pub(in crate::load) fn line_close(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = bytes.len().min(from + LONGEST);
    for i in from..end.saturating_sub(1) {
        match &bytes[i..i + 2] {
            b"}}" => return Some(i + 2),
            b"{{" => return None,
            [b'\n' | b'\r', _] => return None,
            _ => {}
        }
    }
    None
}

/// The span of a range that may run over several pieces of one file.
pub(in crate::load) fn place(text: &Text, range: Range<usize>) -> Span {
    let first = text.span(range.clone());
    let last = text.span(range.end.saturating_sub(1).max(range.start)..range.end);
    if last.file == first.file && last.end >= first.end { first.to(last) } else { first }
}

/// The bytes in which a directive's end is looked for.
pub(in crate::load) fn window(text: &str, from: usize) -> &str {
    let mut end = text.len().min(from + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[from..end]
}
