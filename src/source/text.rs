//! Text that remembers where each of its bytes was written.

use super::{FileId, Span};

/// A text put together from pieces of files: a block scalar without its indentation, a chapter with its includes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// The text itself.
    pub text: String,
    /// `(byte in text, file, byte in file)`, sorted by the first: from there on, bytes run in step.
    pieces: Vec<(u32, FileId, u32)>,
}

impl Text {
    /// A text that stands in `file` from byte `at` on, unchanged.
    pub fn verbatim(text: impl Into<String>, file: FileId, at: usize) -> Self {
        Self { text: text.into(), pieces: vec![(0, file, at as u32)] }
    }

    /// Appends text that stands in `file` from byte `at` on.
    pub fn push(&mut self, text: &str, file: FileId, at: usize) {
        let next = (self.text.len() as u32, file, at as u32);
        let in_step = self.pieces.last().is_some_and(|(t, f, b)| *f == file && next.2.wrapping_sub(*b) == next.0 - t);
        if !in_step {
            self.pieces.push(next);
        }
        self.text.push_str(text);
    }

    /// Appends a range of another text, with the places of its bytes.
    pub fn push_range(&mut self, other: &Text, range: std::ops::Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let index = other.pieces.partition_point(|(t, ..)| *t as usize <= from).saturating_sub(1);
            let (start, file, at) = other.pieces.get(index).copied().unwrap_or_default();
            let until = other.pieces.get(index + 1).map_or(range.end, |(t, ..)| (*t as usize).min(range.end));
            self.push(&other.text[from..until], file, at as usize + from - start as usize);
            from = until;
        }
    }

    /// Where a range of the text was written; a range over several pieces ends with its first.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let index = self.pieces.partition_point(|(t, ..)| *t as usize <= range.start).saturating_sub(1);
        let (start, file, at) = self.pieces.get(index).copied().unwrap_or_default();
        let limit = self.pieces.get(index + 1).map_or(usize::MAX, |(t, ..)| *t as usize);
        let from = at as usize + range.start.saturating_sub(start as usize);
        let length = range.end.min(limit).saturating_sub(range.start);
        Span::new(file, from, from + length)
    }
}
