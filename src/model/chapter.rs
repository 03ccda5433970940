//! Prose: Markdown with its source, and the narrative chapters.

use super::body::Body;
use crate::config::At;
use crate::schema::query::Query;
use crate::schema::{KindId, Name};
use crate::source::{FileId, Span};

/// A Markdown text: source and tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// The source.
    pub source: String,
    /// The tree.
    pub body: Body,
}

/// Live content that a directive places in a chapter, checked against the schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Live {
    /// `{{#table KIND where="…" columns="…"}}`: the records of a kind, or those that a query selects.
    Table {
        /// The kind.
        kind: KindId,
        /// `id`, `title`, `status`, `verdict`, `class`, fields or link names of the kind.
        columns: Vec<String>,
        /// Which of them; none for all.
        query: Option<Query>,
    },
    /// `{{#matrix A B}}`: the records of a kind with what a path of links leads to.
    Matrix {
        /// The kind that the rows start with.
        start: KindId,
        /// The links to follow.
        path: Vec<Name>,
    },
    /// `{{#record ID}}`: a link to a record, with its title.
    Record {
        /// The id.
        id: String,
    },
    /// `{{#count KIND where="…"}}`: how many records of a kind there are, or how many a query selects. Obsolete ones are not
    /// counted, unless the query itself names the status.
    Count {
        /// The kind.
        kind: KindId,
        /// Which of them; none for all.
        query: Option<Query>,
    },
    /// A directive with a mistake in it (said by a finding): its text is shown.
    Wrong {
        /// As written.
        raw: String,
    },
}

/// An entry of `SUMMARY.md`.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// Its number, `1.2`; none for prefix and suffix chapters.
    pub number: Option<String>,
    /// How deep it is nested, from 0.
    pub depth: usize,
    /// The part it belongs to.
    pub part: Option<String>,
    /// Its file, relative to the project; none for a draft.
    pub path: Option<At<String>>,
    /// The file as read.
    pub file: Option<FileId>,
    /// Its text.
    pub prose: Prose,
    /// Its live content, by the index that the tree names.
    pub live: Vec<(Live, Span)>,
}
