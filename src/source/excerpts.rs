//! What is kept of a file too large to keep: the pieces that somebody may be led to.

use super::{FileId, Source, Span};

/// Pieces of a file, each with its line and column there. A place in the file is then a place in these pieces.
#[derive(Debug, Clone, Default)]
pub struct Excerpts {
    text: String,
    /// `(first byte in text, line, column)`, lines and columns from 1.
    places: Vec<(u32, u32, u32)>,
}

impl Excerpts {
    /// How much of a piece is kept, in characters.
    const MOST: usize = 160;

    /// Keeps a piece of `file` that begins at a line and column (from 1), up to its line end.
    pub fn push(&mut self, file: FileId, (line, column): (u32, u32), piece: &str) -> Span {
        let first = piece.split(['\n', '\r']).next().unwrap_or_default();
        let cut = first.char_indices().nth(Self::MOST).map_or(first.len(), |(i, _)| i);
        let start = self.text.len();
        self.places.push((start as u32, line, column));
        self.text.push_str(&first[..cut]);
        let end = self.text.len();
        self.text.push('\n');
        Span::new(file, start, end)
    }

    /// The file as far as it was kept.
    pub fn source(self, path: impl Into<String>) -> Source {
        Source { places: self.places, ..Source::new(path, self.text) }
    }
}
