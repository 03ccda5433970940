//! The outline as the snapshot has it: the contents of a release.

use super::snapshot::said;
use crate::model::snapshot::{Document, Entry, Part};
use crate::render::Publication;
use crate::report::outline::{self, Content};

/// The documents with what stands in them.
pub(super) fn contents(cx: &Publication) -> Vec<Document> {
    let document = |one: &outline::Document| Document {
        name: one.name.to_owned(),
        title: said(cx, &one.title),
        parts: one.parts.iter().map(|part| self::part(cx, part)).collect(),
    };
    cx.outline.documents.iter().map(document).collect()
}

fn part(cx: &Publication, part: &outline::Part) -> Part {
    Part { title: part.title.as_ref().map(|title| said(cx, title)), entries: part.entries.iter().map(|one| entry(cx, one)).collect() }
}

fn entry(cx: &Publication, one: &outline::Entry) -> Entry {
    let project = cx.project;
    let (chapter, table, kind) = match one.of {
        Content::Chapter(at) => (project.chapters[at].path.as_ref().map(|path| path.value.clone()), None, None),
        Content::Table(at) => (None, Some(cx.tables[at].key.clone()), None),
        Content::Records(kind, _) => (None, None, Some(project.schema.kind(kind).name.clone())),
    };
    Entry { number: one.number.clone(), title: said(cx, &one.title), chapter, table, kind }
}
