//! A Markdown tree as HTML: exactly as pulldown-cmark would print it, or safe to stand in a page.
//!
//! The safe form needs no sanitiser behind it: raw HTML becomes text, every address passes an allow-list, and no tag or
//! attribute comes from the author save ids and classes.

mod blocks;
mod escape;
mod exact;
mod inlines;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use escape::is_forbidden;
pub use escape::{escape_attribute, escape_text};

use crate::model::body::{Block, Body, DefinitionEntry, Inline};
use crate::report::{Label, words};
use notes::Notes;

/// Gives what a tree leaves open: records, addresses, live content.
pub trait Resolver {
    /// Writes the link to a record (phrasing content); `id` may end in `#fragment`. An unknown one is written as text.
    fn record(&self, id: &str, text: Option<&str>, out: &mut String);

    /// Rewrites the address of a link; `None` leaves it. The result passes the allow-list like any other.
    fn link(&self, _url: &str) -> Option<String> {
        None
    }

    /// Rewrites the source of an image; `None` leaves it. The result passes the allow-list like any other.
    fn image(&self, _url: &str) -> Option<String> {
        None
    }

    /// Writes a directive that stands alone (flow content).
    fn live_block(&self, directive: usize, out: &mut String);

    /// Writes a directive amid text (phrasing content; no link when `in_link`). A chapter has none left: words stand in its place.
    fn live_inline(&self, _directive: usize, _in_link: bool, _out: &mut String) {}
}

/// The words that are not the author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The title of a GFM alert.
    pub note: String,
    /// The title of a GFM alert.
    pub tip: String,
    /// The title of a GFM alert.
    pub important: String,
    /// The title of a GFM alert.
    pub warning: String,
    /// The title of a GFM alert.
    pub caution: String,
    /// Names the region around a table.
    pub table: String,
    /// Names a ticked box.
    pub done: String,
    /// Names an empty box.
    pub open: String,
    /// Names the list of footnotes.
    pub footnotes: String,
    /// Names a link from a footnote to its reference; its number follows.
    pub back: String,
}

impl Words {
    /// The words by their labels.
    pub fn new(say: impl Fn(Label) -> String) -> Self {
        Self {
            note: say(words::alert_note()),
            tip: say(words::alert_tip()),
            important: say(words::alert_important()),
            warning: say(words::alert_warning()),
            caution: say(words::alert_caution()),
            table: say(words::table()),
            done: say(words::done()),
            open: say(words::open()),
            footnotes: say(words::footnotes()),
            back: say(words::footnote_back()),
        }
    }
}

/// How a tree stands in a page.
#[derive(Clone, Copy)]
pub struct Safe<'a> {
    /// Gives what the tree leaves open.
    pub resolver: &'a dyn Resolver,
    /// The level of the heading that the text stands under; 0 for a text that is the page.
    pub base_level: u8,
    /// Put before every id, so that several texts can stand in one page.
    pub id_prefix: &'a str,
    /// The words that are not the author's.
    pub words: &'a Words,
    /// Whether HTML comments are shown as text like other raw HTML, or left out.
    pub comments: bool,
}

impl<'a> Safe<'a> {
    /// A text under a page's title, with nothing before its ids.
    pub fn new(resolver: &'a dyn Resolver, words: &'a Words) -> Self {
        Self { resolver, base_level: 1, id_prefix: "", words, comments: false }
    }
}

/// Writes trees as HTML.
#[derive(Clone, Copy)]
pub enum Writer<'a> {
    /// Byte for byte what pulldown-cmark prints; not safe.
    Exact,
    /// For pages.
    Safe(Safe<'a>),
}

impl Writer<'_> {
    /// Writes a tree.
    pub fn write(&self, body: &Body, out: &mut String) {
        match self {
            Writer::Exact => exact::write(body, out),
            Writer::Safe(safe) => {
                let mut page = Page::new(*safe, body);
                page.blocks(&body.blocks, out);
                page.footnotes(out);
            }
        }
    }
}

/// Writes a tree for a page.
pub fn write(body: &Body, safe: &Safe<'_>, out: &mut String) {
    Writer::Safe(*safe).write(body, out);
}

/// Writes inline content for a page, without a paragraph around it; footnotes stay as written.
pub fn write_inlines(inlines: &[Inline], safe: &Safe<'_>, out: &mut String) {
    Page::new(*safe, &Body::default()).inlines(inlines, out);
}

/// The safe form while it is written.
struct Page<'a, 't> {
    safe: Safe<'a>,
    /// The levels, as written, of the headings that the next one may stand under.
    levels: Vec<u8>,
    /// Ids that are spoken for.
    ids: BTreeSet<String>,
    /// The id in the page of each heading id that no heading has used yet.
    unused: BTreeMap<&'t str, String>,
    /// The id in the page of each heading id.
    fragments: BTreeMap<&'t str, String>,
    notes: Notes<'t>,
    in_link: bool,
}

impl<'a, 't> Page<'a, 't> {
    fn new(safe: Safe<'a>, body: &'t Body) -> Self {
        let mut page = Self {
            safe,
            levels: Vec::new(),
            ids: BTreeSet::new(),
            unused: BTreeMap::new(),
            fragments: BTreeMap::new(),
            notes: Notes::default(),
            in_link: false,
        };
        page.survey(&body.blocks);
        page.unused = page.fragments.clone();
        page
    }

    /// Learns the ids of headings and the footnotes, so that links ahead find them.
    fn survey(&mut self, blocks: &'t [Block]) {
        for block in blocks {
            match block {
                Block::Heading { id: Some(id), .. } if !id.is_empty() && !self.fragments.contains_key(id.as_str()) => {
                    let unique = self.unique(id);
                    self.fragments.insert(id, unique);
                }
                Block::FootnoteDefinition { name, blocks } => {
                    self.notes.define(name, blocks);
                    self.survey(blocks);
                }
                Block::BlockQuote { blocks, .. } => self.survey(blocks),
                Block::List { items, .. } => items.iter().for_each(|item| self.survey(item)),
                Block::DefinitionList { entries } => {
                    for entry in entries {
                        if let DefinitionEntry::Definition { blocks } = entry {
                            self.survey(blocks);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// An id for the page that nothing else in this text has.
    fn unique(&mut self, id: &str) -> String {
        let clean = |c: char| if c.is_whitespace() || escape::is_forbidden(c) { '-' } else { c };
        let base: String = self.safe.id_prefix.chars().chain(id.chars()).map(clean).collect();
        let mut candidate = base.clone();
        let mut n = 0;
        while !self.ids.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{base}-{n}");
        }
        candidate
    }
}
