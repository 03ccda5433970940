//! Runs of text: adjacent text events put together, then taken apart into words, record links and stand-ins.

use std::ops::Range;

use crate::load::chapters::masked::Masked;
use crate::model::LONGEST_ID;
use crate::source::{folded, is_hidden, look_alike};

/// Adjacent text events; each remembers where it stands.
#[derive(Debug, Default)]
pub(super) struct Run {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// First byte in the run.
    at: usize,
    /// First byte in the masked text; `None` where the two differ (an entity, smart punctuation).
    from: Option<usize>,
}

/// A part of a run.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    /// Words.
    Text(String),
    /// A stand-in.
    Mark(usize),
    /// A link to a record, and where it stands in the masked text.
    Record { id: String, text: Option<String>, range: Range<usize> },
}

impl Run {
    /// Adds an event's text.
    pub(super) fn push(&mut self, text: &str, range: Range<usize>, source: &str) {
        let verbatim = source.get(range.clone()) == Some(text);
        self.pieces.push(Piece { at: self.text.len(), from: verbatim.then_some(range.start) });
        self.text.push_str(text);
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The parts, in order.
    pub(super) fn parts(&self, masked: &Masked<'_>, records: bool) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut from = 0;
        while let Some((range, mark)) = masked.find(&self.text[from..]) {
            self.words(from..from + range.start, &masked.text, records, &mut parts);
            parts.push(Part::Mark(mark));
            from += range.end;
        }
        self.words(from..self.text.len(), &masked.text, records, &mut parts);
        parts
    }

    fn words(&self, range: Range<usize>, source: &str, records: bool, parts: &mut Vec<Part>) {
        let (mut done, mut from) = (range.start, range.start);
        while records && let Some(found) = self.text[from..range.end].find("]]") {
            let close = from + found;
            let start = from.saturating_sub("]]".len()).max(done);
            from = close + 2;
            let Some(open) = self.text.get(start..close).and_then(|text| text.rfind("[[")).map(|at| start + at) else { continue };
            let Some(record) = self.record(open, close, source) else { continue };
            if done < open {
                parts.push(Part::Text(self.text[done..open].to_owned()));
            }
            parts.push(record);
            done = from;
        }
        if done < range.end {
            parts.push(Part::Text(self.text[done..range.end].to_owned()));
        }
    }

    /// The record link between two pairs of brackets. The id is read from the source: smart punctuation must not bend it,
    /// and an escaped or encoded bracket is none.
    fn record(&self, open: usize, close: usize, source: &str) -> Option<Part> {
        let start = self.pair(open, source)?;
        let written = source[start + 2..].trim_start_matches(' ');
        let id = id_at(written)?;
        let rest = written[id.len()..].trim_start_matches(' ');
        let end = self.pair(close, source)? + 2;
        let text = if rest.starts_with('|') || rest.starts_with("\\|") {
            let words = self.text[open..close].split_once('|')?.1.trim();
            (!words.is_empty()).then(|| words.to_owned())
        } else if rest.starts_with("]]") {
            None
        } else {
            return None;
        };
        Some(Part::Record { id: id.to_owned(), text, range: start..end })
    }

    /// Where a pair of brackets of the run stands in the source, if it stands there unescaped.
    fn pair(&self, at: usize, source: &str) -> Option<usize> {
        let first = self.origin(at)?;
        let joined = self.origin(at + 1)? == first + 1;
        let backslash = first > 0 && source.as_bytes()[first - 1] == b'\\';
        // A backslash that is itself text (of `\\`) escapes nothing.
        let escaped = backslash && at.checked_sub(1).and_then(|before| self.origin(before)) != Some(first - 1);
        (joined && !escaped).then_some(first)
    }

    fn origin(&self, at: usize) -> Option<usize> {
        let index = self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1)?;
        let piece = &self.pieces[index];
        piece.from.map(|from| from + at - piece.at)
    }
}

/// What stands between two pairs of brackets, looks like an id, and is no link: the places in the source.
pub(super) fn no_links(run: &Run, source: &str) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(close) = run.text[from..].find("]]").map(|at| from + at) {
        let open = run.text[from..close].rfind("[[").map(|at| from + at);
        from = close + 2;
        let Some(open) = open else { continue };
        let inner = run.text[open + 2..close].trim();
        let is_near = inner.len() <= LONGEST_ID && inner.starts_with(|c: char| c.is_ascii_alphabetic()) && inner.contains(|c: char| c.is_ascii_digit());
        if is_near
            && run.record(open, close, source).is_none()
            && let (Some(start), Some(end)) = (run.pair(open, source), run.pair(close, source))
        {
            found.push(start..end + 2);
        }
    }
    found
}

/// The record id at the start of a text, with its `#fragment`; also what only looks like one, which no record can have:
/// its reader would take it for a link.
fn id_at(text: &str) -> Option<&str> {
    plain_id_at(text).filter(|id| !text[id.len()..].starts_with(odd)).or_else(|| odd_id_at(text))
}

/// Whether a character may stand for one of an id in the eye of a reader.
fn odd(c: char) -> bool {
    is_hidden(c) || look_alike(c).is_some_and(in_id)
}

fn in_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// An id with characters in it that are not what they look like.
fn odd_id_at(text: &str) -> Option<&str> {
    let length = text.chars().take(LONGEST_ID + 1).take_while(|c| in_id(*c) || odd(*c)).map(char::len_utf8).sum();
    let id = &text[..length];
    let plain = folded(id);
    // A word of another script is no id, though some of its letters look like ours.
    let meant = id.contains(|c: char| c.is_ascii_alphanumeric()) && id.contains(odd) && !plain.contains("..");
    (meant && plain_id_at(&plain) == Some(plain.as_str())).then_some(id)
}

fn plain_id_at(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take(LONGEST_ID + 1).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')).count();
    let id = &text[..length];
    let shaped = id.starts_with(|c: char| c.is_ascii_alphabetic()) && !id.ends_with('.') && !id.contains("..");
    if length > LONGEST_ID || !shaped {
        return None;
    }
    if bytes.get(length) != Some(&b'#') {
        return Some(id);
    }
    let fragment = bytes[length + 1..].iter().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit()).count();
    (fragment > 0).then(|| &text[..length + 1 + fragment])
}
