//! A chapter with its live content put in: what outputs lay out.

use std::collections::BTreeMap;

use super::tables::matrix::matrix;
use super::tables::records::selected;
use super::{Context, Table};
use crate::judge::count_of;
use crate::model::body::{Block, Body, DefinitionEntry, Inline};
use crate::model::{Chapter, Live};
use crate::source::Span;

/// The text of a chapter.
#[derive(Debug)]
pub struct ChapterText {
    /// The title: the heading that the text begins with, or else the one in the summary.
    pub title: String,
    /// The id of that heading.
    pub id: Option<String>,
    /// The text below the title. Of live content it holds tables only, by their places in `tables`: the rest are words.
    pub body: Body,
    /// The tables, by the numbers of their directives.
    pub tables: BTreeMap<usize, Table>,
}

/// The text of a chapter.
pub fn chapter_text(cx: Context, chapter: &Chapter) -> ChapterText {
    let mut body = chapter.prose.body.clone();
    let mut filled = Filled { cx, live: &chapter.live, tables: BTreeMap::new() };
    filled.blocks(&mut body.blocks);
    let (title, id) = body.take_title().unwrap_or_else(|| (chapter.title.clone(), None));
    ChapterText { title, id, body, tables: filled.tables }
}

/// Puts in what directives show.
struct Filled<'a> {
    cx: Context<'a>,
    live: &'a [(Live, Span)],
    tables: BTreeMap<usize, Table>,
}

impl Filled<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        blocks.iter_mut().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Live { directive } => {
                let directive = *directive;
                match self.table(directive) {
                    Some(table) => drop(self.tables.insert(directive, table)),
                    None => *block = Block::Paragraph { inlines: vec![self.words(directive)] },
                }
            }
            Block::Paragraph { inlines } | Block::Plain { inlines } | Block::Heading { inlines, .. } => self.inlines(inlines),
            Block::BlockQuote { blocks, .. } | Block::FootnoteDefinition { blocks, .. } => self.blocks(blocks),
            Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
            Block::Table { head, rows, .. } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| self.inlines(cell)),
            Block::DefinitionList { entries } => entries.iter_mut().for_each(|entry| match entry {
                DefinitionEntry::Title { inlines } => self.inlines(inlines),
                DefinitionEntry::Definition { blocks } => self.blocks(blocks),
            }),
            Block::Code { .. } | Block::Html { .. } | Block::Metadata { .. } | Block::Rule => {}
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Live { directive } => *inline = self.words(*directive),
                Inline::Emphasis { inlines }
                | Inline::Strong { inlines }
                | Inline::Strikethrough { inlines }
                | Inline::Superscript { inlines }
                | Inline::Subscript { inlines }
                | Inline::Link { inlines, .. }
                | Inline::Image { inlines, .. } => self.inlines(inlines),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Record { .. }
                | Inline::FootnoteReference { .. }
                | Inline::Html { .. }
                | Inline::Math { .. }
                | Inline::Task { .. }
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }

    /// The table that a directive shows, if it is one.
    fn table(&self, directive: usize) -> Option<Table> {
        match &self.live.get(directive)?.0 {
            Live::Table { kind, columns, query } => Some(selected(self.cx, Some(*kind), columns, query.as_ref())),
            Live::Matrix { start, path } => Some(matrix(self.cx, *start, path)),
            Live::Record { .. } | Live::Count { .. } | Live::Wrong { .. } => None,
        }
    }

    /// A directive amid text; of a table, what its rows are.
    fn words(&self, directive: usize) -> Inline {
        let project = self.cx.project;
        let text = |text: String| Inline::Text { text };
        let Some((live, span)) = self.live.get(directive) else { return text(String::new()) };
        match live {
            Live::Table { kind, .. } | Live::Matrix { start: kind, .. } => text(project.schema.kind(*kind).plural.clone()),
            Live::Count { kind, query } => text(count_of(self.cx.view(), *kind, query.as_ref()).to_string()),
            Live::Record { id } => {
                let title = project.by_id(id).map(|record| format!("{id} {}", project.record(record).title));
                Inline::Record { id: id.clone(), known: title.is_some(), text: title, span: *span }
            }
            Live::Wrong { raw } => Inline::Code { text: raw.clone() },
        }
    }
}
