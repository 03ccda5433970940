//! The open elements while a tree is built.

use std::ops::Range;

use pulldown_cmark::{Alignment as Align, BlockQuoteKind, Tag};

use super::html;
use crate::model::body::{Alert, Alignment, Block, DefinitionEntry, Inline};

/// An open element with the content it has so far.
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) blocks: Vec<Block>,
    /// Of a container of blocks: text that stands in it without a paragraph.
    pub(super) inlines: Vec<Inline>,
    pub(super) range: Range<usize>,
}

/// What an element is, with what its start says.
pub(super) enum Kind {
    Root,
    Paragraph,
    Heading {
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
        attrs: Vec<(String, Option<String>)>,
    },
    Quote(Option<Alert>),
    Code {
        info: Option<String>,
        text: String,
    },
    Html(String),
    Metadata(String),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item,
    Footnote(String),
    Definitions(Vec<DefinitionEntry>),
    Term,
    Meaning,
    Table {
        alignments: Vec<Alignment>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Span(fn(Vec<Inline>) -> Inline),
    /// A raw tag that has a meaning, as it is written.
    Tag {
        tag: html::Tag,
        raw: String,
    },
    Link {
        url: String,
        title: String,
        email: bool,
        auto: bool,
    },
    Image {
        url: String,
        title: String,
    },
}

/// Makes a block of the inlines that stand in a container without a paragraph.
pub(super) fn settle(frame: &mut Frame) {
    if frame.inlines.is_empty() {
        return;
    }
    let inlines = std::mem::take(&mut frame.inlines);
    if all_live(&inlines) {
        frame.blocks.extend(lives(&inlines));
    } else {
        frame.blocks.push(Block::Plain { inlines });
    }
}

/// Whether directives stand alone: each on a line of its own.
pub(super) fn all_live(inlines: &[Inline]) -> bool {
    let lines = inlines.chunks(2).all(|pair| matches!(pair, [Inline::Live { .. }] | [Inline::Live { .. }, Inline::SoftBreak]));
    lines && matches!(inlines.last(), Some(Inline::Live { .. }))
}

/// A block for each directive.
pub(super) fn lives(inlines: &[Inline]) -> impl Iterator<Item = Block> {
    inlines.iter().filter_map(|inline| match inline {
        Inline::Live { directive } => Some(Block::Live { directive: *directive }),
        _ => None,
    })
}

/// Whether blocks stand in it.
pub(super) fn holds_blocks(kind: &Kind) -> bool {
    matches!(kind, Kind::Root | Kind::Quote(_) | Kind::Item | Kind::Footnote(_) | Kind::Meaning)
}

/// Whether a tag opens a block.
pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. })
}

/// The kind of an alert, in the tree's terms.
pub(super) fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

/// An alignment, in the tree's terms.
pub(super) fn alignment(alignment: Align) -> Alignment {
    match alignment {
        Align::None => Alignment::None,
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}
