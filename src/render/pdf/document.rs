//! What a PDF says, before it is typeset: the tree that callers build and [`super::prepare`] turns into data.
//!
//! All texts are plain data, never markup. Words that stand in the document on their own come with [`Document::labels`]:
//! the theme holds no word of any language.

use std::collections::BTreeMap;

use crate::model::body::Body;
use crate::report::Diagram;

/// A document: title page, contents, parts.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The title: what the product is, and the title in the metadata.
    pub title: String,
    /// Which document of the technical file it is.
    pub subtitle: String,
    /// Language tag of the text: `en`, `de-CH`.
    pub language: String,
    /// The date it holds for, as shown.
    pub as_of: String,
    /// Year, month, day: the only date in the file's metadata.
    pub date: (i32, u8, u8),
    /// Names the document for life (`project/document`).
    pub ident: String,
    /// The authors in the metadata.
    pub authors: Vec<String>,
    /// The table on the title page.
    pub facts: Vec<Fact>,
    /// A paragraph on the title page: what the document does not claim.
    pub notice: String,
    /// What stands in place of a title that says nothing.
    pub untitled: String,
    /// The words that the templates ask for, by the names they have there.
    pub labels: BTreeMap<String, String>,
    /// The numbered parts, each starting on a new page.
    pub parts: Vec<Part>,
}

/// A line of the table on the title page.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// A numbered part of a document, a line in its contents.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// What links to it name.
    pub anchor: String,
    /// Its content.
    pub blocks: Vec<DocBlock>,
}

/// A piece of a part.
#[derive(Debug, Clone)]
pub enum DocBlock {
    /// A heading below the part's (level 2 and deeper; a skipped level is closed up).
    Heading {
        /// The level, from 2.
        level: u8,
        /// The heading.
        text: String,
        /// What links to it name.
        anchor: Option<String>,
    },
    /// Prose in Markdown.
    Prose(Prose),
    /// A remark that stands out.
    Note {
        /// How serious it is.
        tone: Tone,
        /// The remark.
        text: String,
    },
    /// A record with everything known about it.
    Record(Box<Record>),
    /// A table.
    Table(Table),
    /// An image of the assets.
    Figure {
        /// Its key in the assets.
        path: String,
        /// What it shows, for those who do not see it.
        alt: String,
        /// The line below.
        caption: String,
        /// What links to it name.
        anchor: Option<String>,
    },
    /// A diagram, drawn by the theme.
    Diagram {
        /// Boxes and arrows.
        of: Diagram,
        /// What it shows, for those who do not see it.
        alt: String,
        /// The line below.
        caption: String,
    },
}

/// A Markdown text and what it needs around it.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The parsed text.
    pub body: Body,
    /// The level that its highest heading gets; 0 counts as 2.
    pub base_level: u8,
    /// The folder of its file in the project, which image paths start from.
    pub folder: String,
    /// The tables that stand in it (`Block::Live`), by their numbers.
    pub tables: BTreeMap<usize, DocBlock>,
}

pub use crate::report::Tone;

/// A record on paper.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// What links to it name; usually `r:` and the id ([`record_anchor`]).
    pub anchor: String,
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The name of its kind.
    pub kind: String,
    /// The level of its heading, from 2.
    pub level: u8,
    /// The judgement on it.
    pub verdict: Option<Verdict>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Its text.
    pub body: Option<Prose>,
    /// Its links, by name.
    pub links: Vec<Links>,
    /// What `check` found in it.
    pub findings: Vec<Finding>,
    /// What stands below it.
    pub blocks: Vec<DocBlock>,
}

/// The anchor of a record.
pub fn record_anchor(id: &str) -> String {
    format!("r:{id}")
}

/// A judgement in a word.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// The word, which says it all.
    pub word: String,
    /// Repeats the word in colour.
    pub tone: Tone,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name as shown.
    pub label: String,
    /// Its value.
    pub value: Value,
}

/// A value in a field or a cell.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text.
    Text(String),
    /// Ids of records.
    Ids(Vec<Target>),
    /// A judgement.
    Verdict(Verdict),
    /// A Markdown text.
    Prose(Prose),
    /// Several values, one below the other.
    List(Vec<Value>),
    /// Named values.
    Groups(Vec<Field>),
    /// What the row above says already, for a row that may be the first of a page.
    Again(Box<Value>),
}

impl Default for Value {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// The links of one name from a record.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The name of the link.
    pub label: String,
    /// Where they lead.
    pub targets: Vec<Target>,
}

/// A record that is linked to.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Its title; shown where there is room.
    pub title: String,
    /// Whether there is such a record. It becomes a link if it stands in the same document.
    pub known: bool,
}

/// Something that `check` found.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// Its severity, as a word.
    pub severity: String,
    /// Repeats the severity in colour.
    pub tone: Tone,
    /// Its code.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The line above.
    pub caption: String,
    /// What links to it name.
    pub anchor: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a value a column; missing cells are empty, surplus ones are appended to the last column.
    pub rows: Vec<Vec<Value>>,
    /// Lines below.
    pub notes: Vec<String>,
    /// What stands in place of the rows when there are none.
    pub empty: String,
}

/// A column of a table.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// How wide it is.
    pub width: Width,
    /// Where its cells' text stands.
    pub align: Align,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Width {
    /// Measured from what stands in it.
    #[default]
    Auto,
    /// A share of the width that measured columns leave.
    Fraction(f64),
}

/// The side on which a cell's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Where lines begin.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where lines end: numbers.
    End,
}
