//! Files that chapters show or link to, as they were read.

use std::sync::Arc;

use crate::source::Span;

/// A file that a chapter shows or links to. Every output writes these bytes: the disk is not asked again.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Relative to the project.
    pub path: String,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Where it is used first: as an image, if any chapter shows it as one.
    pub place: Span,
    /// Whether a chapter shows it as an image; other files are only linked.
    pub shown: bool,
    /// The words that are drawn in it, if it is a drawing.
    pub words: String,
    /// Whether no output may show or publish it: its words stand in its place. A release keeps it among its sources all the same.
    pub refused: bool,
}
