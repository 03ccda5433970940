//! The only way in: files of the project, their text, and places in them.
//!
//! Every fact the tool holds remembers the [`Span`] it was written at. Files are read once, in sorted order.

mod address;
mod disk;
mod encoded;
mod excerpts;
mod odd;
mod overlap;
mod stream;
mod text;

pub use address::{file_of, fragment_encoded, has_scheme, path_encoded, percent_decoded, safe_address};
pub use disk::{Fatal, has_folder, join_inside, read_bytes, read_source, read_text, read_up_to, text_of, walk, walk_all};
pub use encoded::{hex, sha256};
pub use excerpts::Excerpts;
pub use odd::{deceives, folded, is_hidden, lone_return, look_alike, odd_words, odd_words_of_mixed, turns};
pub use overlap::overlap;
pub use stream::Hashed;
pub use text::Text;

use std::sync::Arc;

/// A file of the project, by its place in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end) }
    }

    /// The span from the start of `self` to the end of `other` (same file).
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.end), ..self }
    }
}

/// A file that was read: its path inside the project and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Relative to the project root, with `/` between the parts.
    pub path: String,
    /// The text; a byte order mark is kept. Of a file of which only [`Excerpts`] are kept, those, one a line.
    pub text: Arc<str>,
    lines: Vec<u32>,
    /// Where the lines of excerpts stand in the file: first byte here, line, column. None for a file that is here as a whole.
    places: Vec<(u32, u32, u32)>,
}

impl Source {
    /// A source from its path and text.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        Self { path: path.into(), text, lines, places: Vec::new() }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn position(&self, byte: u32) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= byte).max(1) - 1;
        let from = self.lines[line] as usize;
        let to = (byte as usize).clamp(from, self.text.len());
        let column = self.text.get(from..to).map_or(0, |s| s.chars().count());
        match self.places.get(line.min(self.places.len().saturating_sub(1))) {
            Some((_, real, first)) => (*real as usize, *first as usize + column),
            None => (line + 1, column + 1),
        }
    }

    /// The first byte of a line (from 1).
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0) as usize
    }

    /// The line in which a byte stands: its first byte, and its text without its line end.
    pub fn line_around(&self, byte: u32) -> (usize, &str) {
        let line = self.lines.partition_point(|start| *start <= byte).max(1);
        (self.line_start(line), self.line(line))
    }

    /// The text of a line (from 1), without its line end.
    pub fn line(&self, line: usize) -> &str {
        let from = self.line_start(line);
        let to = self.lines.get(line).map_or(self.text.len(), |n| *n as usize);
        self.text[from..to].trim_end_matches(['\n', '\r'])
    }
}

/// All files that were read, in sorted order of their paths within each reading step.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Takes a file in and names it.
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() as u32 - 1)
    }

    /// The name that the next file will have.
    pub fn next(&self) -> FileId {
        FileId(self.files.len() as u32)
    }

    /// The file with this name.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// The text a span covers.
    pub fn snippet(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// All files with their names.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(i, s)| (FileId(i as u32), s))
    }

    /// The file with this path.
    pub fn by_path(&self, path: &str) -> Option<FileId> {
        self.iter().find(|(_, s)| s.path == path).map(|(id, _)| id)
    }
}
