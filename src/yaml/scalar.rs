//! The text of a scalar with the place of each of its lines.

use super::{Node, Style, Value};
use crate::source::{Source, Text};

impl Node {
    /// The text of a scalar such that each line inside a block keeps its own place; `None` for what is no scalar.
    ///
    /// `source` is the file the node stands in.
    pub fn located(&self, source: &Source) -> Option<Text> {
        let Value::Scalar { text, style } = &self.value else { return None };
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        let raw = source.text.get(start..end).unwrap_or("");
        let file = self.span.file;
        if raw == text {
            return Some(Text::verbatim(text.as_str(), file, start));
        }
        if *style != Style::Block && raw.get(1..raw.len().saturating_sub(1)) == Some(text) {
            return Some(Text::verbatim(text.as_str(), file, start + 1));
        }
        // Block, folded and escaped scalars: each piece that is written as it reads is looked for, in order, in the value.
        let mut located = Text::default();
        let (mut done, mut known) = (0, start);
        for (at, piece) in pieces(raw, *style).map(|(at, piece)| (start + at, piece)) {
            // What was written since the last piece reads as no more than so much: what lies farther is another place.
            let reach = done + (2 * (at - known)).min(GAP) + piece.len() + FAR;
            let reach = (reach.min(text.len())..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
            if let Some(found) = text[done..reach].find(piece) {
                // What lies between (line ends, indentation) belongs to the piece that follows.
                located.push(&text[done..done + found], file, at.saturating_sub(found));
                located.push(piece, file, at);
                done += found + piece.len();
                known = at + piece.len();
            }
        }
        located.push(&text[done..], file, end);
        Some(located)
    }
}

/// How far a piece is looked for beyond what lies between, in bytes.
const FAR: usize = 64;

/// The most that may lie between two pieces, in bytes: so that no text takes longer than its length and this.
const GAP: usize = 8192;

/// The pieces of a written scalar that read as they are written: its lines, in quotes without what is escaped in them.
fn pieces(raw: &str, style: Style) -> impl Iterator<Item = (usize, &str)> {
    let (mark, inner) = match raw.as_bytes() {
        [b'"', .., b'"'] if style == Style::Quoted => (Some('\\'), 1..raw.len() - 1),
        [b'\'', .., b'\''] if style == Style::Quoted => (Some('\''), 1..raw.len() - 1),
        _ => (None, 0..raw.len()),
    };
    // The header of a block, `|2-`, is not part of it.
    let header = style == Style::Block && raw.starts_with(['|', '>']);
    let from = if header { raw.find('\n').map_or(raw.len(), |at| at + 1) } else { inner.start };
    let mut at = from;
    raw[from..inner.end].split_inclusive('\n').flat_map(move |line| {
        let mut left = line.trim();
        let mut place = at + line.len() - line.trim_start().len();
        at += line.len();
        std::iter::from_fn(move || {
            while !left.is_empty() {
                let length = mark.and_then(|m| left.find(m)).unwrap_or(left.len());
                let found = (place, &left[..length]);
                let escaped = escape(&left[length..]);
                left = &left[length + escaped..];
                place += length + escaped;
                if length > 0 {
                    return Some(found);
                }
            }
            None
        })
    })
}

/// The length of the escape at the start of a text: `''`, `\n`, `\x41`, `\u0041`, `\U00000041`.
fn escape(text: &str) -> usize {
    let digits = match text.as_bytes() {
        [b'\\', b'x', ..] => 2,
        [b'\\', b'u', ..] => 4,
        [b'\\', b'U', ..] => 8,
        _ => 0,
    };
    text.chars().take(2 + digits).map(char::len_utf8).sum()
}
