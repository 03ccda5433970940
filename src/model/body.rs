//! Markdown as a small lossless block tree, shared by every output.
//!
//! The tree holds all that pulldown-cmark's event stream says, so that its HTML equals what pulldown-cmark's own
//! writer prints; raw HTML is kept as such and each output decides what becomes of it (records: shown as text).
//! Serialised, it is the form in which the typst theme receives prose: data, never markup.

use std::borrow::Cow;

use serde::Serialize;

use crate::source::Span;

/// A parsed Markdown text: blocks in order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Body {
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
}

/// A block of Markdown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// Inline content without a paragraph around it: an item of a tight list.
    Plain {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// A heading.
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// The id set by a heading attribute (`{#id}`) or derived from the text.
        id: Option<String>,
        /// Classes set by heading attributes.
        classes: Vec<String>,
        /// Other heading attributes.
        attrs: Vec<(String, Option<String>)>,
        /// Its content.
        inlines: Vec<Inline>,
        /// Where it is written.
        #[serde(skip)]
        span: Span,
    },
    /// A block quote; a GFM alert when `alert` says which.
    BlockQuote {
        /// `note`, `tip`, `important`, `warning`, `caution`.
        alert: Option<Alert>,
        /// Its content.
        blocks: Vec<Block>,
    },
    /// A code block.
    Code {
        /// The info string of a fenced block; `None` for an indented one.
        info: Option<String>,
        /// The code, with its line ends.
        text: String,
    },
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Each item's blocks.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// One alignment a column.
        alignments: Vec<Alignment>,
        /// The header cells.
        head: Vec<Vec<Inline>>,
        /// The body rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A definition list: terms and definitions in order.
    DefinitionList {
        /// The entries, in order.
        entries: Vec<DefinitionEntry>,
    },
    /// A footnote's definition, where it stands.
    FootnoteDefinition {
        /// Its name.
        name: String,
        /// Its content.
        blocks: Vec<Block>,
    },
    /// A block of raw HTML.
    Html {
        /// The raw text.
        text: String,
    },
    /// A metadata block (kept, printed nowhere).
    Metadata {
        /// The raw text.
        text: String,
    },
    /// A thematic break.
    Rule,
    /// Live content: a directive alone in its paragraph.
    Live {
        /// Index into the list of directives that the parser returned beside the tree.
        directive: usize,
    },
}

/// An entry of a definition list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum DefinitionEntry {
    /// The term.
    Title {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// What it means.
    Definition {
        /// Its content.
        blocks: Vec<Block>,
    },
}

/// Inline content.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Inline {
    /// Text, unescaped.
    Text {
        /// The text.
        text: String,
    },
    /// A code span.
    Code {
        /// The code.
        text: String,
    },
    /// Emphasis.
    Emphasis {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// Strong emphasis.
    Strong {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// Struck through.
    Strikethrough {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// Superscript.
    Superscript {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// Subscript.
    Subscript {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads, as written.
        url: String,
        /// Its title.
        title: String,
        /// `true` for `<a@b.c>`, which gets a `mailto:`.
        email: bool,
        /// Its content.
        inlines: Vec<Inline>,
        /// Where it is written.
        #[serde(skip)]
        span: Span,
    },
    /// An image.
    Image {
        /// The source, as written.
        url: String,
        /// Its title.
        title: String,
        /// The alternative text, as inlines.
        inlines: Vec<Inline>,
        /// Where it is written.
        #[serde(skip)]
        span: Span,
    },
    /// A link to a record: `[[SRS-012]]` or `[[SRS-012|text]]`.
    Record {
        /// The id, as written.
        id: String,
        /// The words to show instead of the id.
        text: Option<String>,
        /// Whether such a record exists; set when the project is assembled.
        known: bool,
        /// Where it is written.
        #[serde(skip)]
        span: Span,
    },
    /// A reference to a footnote.
    FootnoteReference {
        /// The footnote's name.
        name: String,
    },
    /// Raw inline HTML.
    Html {
        /// The raw text.
        text: String,
    },
    /// TeX math.
    Math {
        /// `true` for `$$…$$`.
        display: bool,
        /// The TeX source.
        text: String,
    },
    /// The box of a task list item.
    Task {
        /// Whether it is ticked.
        checked: bool,
    },
    /// A soft line break.
    SoftBreak,
    /// A hard line break.
    HardBreak,
    /// Live content inside a line: a directive amid text.
    Live {
        /// Index into the list of directives that the parser returned beside the tree.
        directive: usize,
    },
}

/// The kind of a GFM alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// The alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// None stated.
    None,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// The words of inline content, of images their alternative text, without any mark-up.
pub fn plain(inlines: &[Inline]) -> String {
    let mut words = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Math { text, .. } => words.push_str(text),
            Inline::Record { id, text, .. } => words.push_str(text.as_deref().unwrap_or(id)),
            Inline::Emphasis { inlines }
            | Inline::Strong { inlines }
            | Inline::Strikethrough { inlines }
            | Inline::Superscript { inlines }
            | Inline::Subscript { inlines }
            | Inline::Link { inlines, .. }
            | Inline::Image { inlines, .. } => words.push_str(&plain(inlines)),
            Inline::SoftBreak | Inline::HardBreak => words.push(' '),
            Inline::FootnoteReference { .. } | Inline::Html { .. } | Inline::Task { .. } | Inline::Live { .. } => {}
        }
    }
    words
}

/// A node of a tree, as [`walk`] meets it.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block.
    Block(&'a Block),
    /// Inline content.
    Inline(&'a Inline),
}

/// Meets every node of a tree, each before what is inside it, in the order of the text.
pub fn walk<'a>(blocks: &'a [Block], see: &mut dyn FnMut(Node<'a>)) {
    for block in blocks {
        see(Node::Block(block));
        match block {
            Block::Paragraph { inlines } | Block::Plain { inlines } | Block::Heading { inlines, .. } => walk_inlines(inlines, see),
            Block::BlockQuote { blocks, .. } | Block::FootnoteDefinition { blocks, .. } => walk(blocks, see),
            Block::List { items, .. } => items.iter().for_each(|item| walk(item, see)),
            Block::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).for_each(|cell| walk_inlines(cell, see)),
            Block::DefinitionList { entries } => entries.iter().for_each(|entry| match entry {
                DefinitionEntry::Title { inlines } => walk_inlines(inlines, see),
                DefinitionEntry::Definition { blocks } => walk(blocks, see),
            }),
            Block::Code { .. } | Block::Html { .. } | Block::Metadata { .. } | Block::Rule | Block::Live { .. } => {}
        }
    }
}

fn walk_inlines<'a>(inlines: &'a [Inline], see: &mut dyn FnMut(Node<'a>)) {
    for inline in inlines {
        see(Node::Inline(inline));
        match inline {
            Inline::Emphasis { inlines }
            | Inline::Strong { inlines }
            | Inline::Strikethrough { inlines }
            | Inline::Superscript { inlines }
            | Inline::Subscript { inlines }
            | Inline::Link { inlines, .. }
            | Inline::Image { inlines, .. } => walk_inlines(inlines, see),
            _ => {}
        }
    }
}

/// What a reader sees of raw HTML: all but its comments; none if nothing else is there. Who writes a comment means it for those
/// who read the source.
pub fn without_comments(html: &str) -> Option<Cow<'_, str>> {
    let mut shown = Cow::Borrowed(html);
    while let Some((from, to)) = comment(&shown) {
        shown = Cow::Owned([&shown[..from], &shown[to..]].concat());
    }
    (!shown.trim().is_empty()).then_some(shown)
}

/// Where the first whole comment stands.
fn comment(html: &str) -> Option<(usize, usize)> {
    let from = html.find("<!--")?;
    // The shortest ones, too: `<!-->`.
    let to = html[from + 2..].find("-->")?;
    Some((from, from + 2 + to + 3))
}

impl Body {
    /// Takes out the heading that the text begins with, if it does and no heading as high follows: its words and its id. One of
    /// level 1 is taken whatever follows. What nobody sees may stand before it.
    pub fn take_title(&mut self) -> Option<(String, Option<String>)> {
        let unseen = |block: &Block| matches!(block, Block::Html { text } if without_comments(text).is_none());
        let first = self.blocks.iter().position(|b| !unseen(b))?;
        let Block::Heading { level, inlines, id, .. } = &self.blocks[first] else { return None };
        let is_lower = |block: &Block| !matches!(block, Block::Heading { level: other, .. } if other <= level);
        if *level > 1 && !self.blocks[first + 1..].iter().all(is_lower) {
            return None;
        }
        let title = (plain(inlines), id.clone());
        self.blocks.remove(first);
        Some(title)
    }
}
