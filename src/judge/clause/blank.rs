//! Documents that are a chapter in which nothing stands.

use crate::model::{Project, RecordId, is_placeholder};

/// Whether a record stands at the head of a chapter that has headings at most: it names a document that nobody has written.
pub(super) fn is_blank_chapter(project: &Project, record: RecordId) -> bool {
    let file = project.record(record).span.file;
    let Some(chapter) = project.chapters.iter().find(|c| c.file == Some(file)) else { return false };
    let written = |line: &str| !line.trim_start().starts_with('#') && !is_placeholder(line);
    !chapter.prose.source.lines().any(written)
}
