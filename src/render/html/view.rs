//! What the templates of a theme are given: one view a template, and the pieces that they share.
//!
//! Every URL arrives relative to the page, except in [`Nav`], whose URLs are relative to the site's root.
//! Fields called `…_html` hold finished HTML that is printed as it is; every other text is escaped.

use serde::Serialize;

use crate::render::Labels;

/// What all pages of a site share; templates read it as `site`, its labels also as `labels`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Site {
    /// The product's title, in the header of every page.
    pub title: String,
    /// The language of the text, as BCP 47 has it (`en`).
    pub language: String,
    /// The date from which ages and expiries are measured, as `YYYY-MM-DD`.
    pub as_of: String,
    /// The release that this site is, or `None` for the working state.
    pub version: Option<String>,
    /// Name and version of the generator, for the footer.
    pub generator: String,
    /// The standing notice in the footer of every page.
    pub notice_html: String,
    /// Where `releases.js` lies, from the site's root (a frozen site: `../releases.js`); `None`: no script tag.
    pub releases_script: Option<String>,
    /// Whether the search index is written.
    pub search: bool,
    /// The navigation at the left.
    pub nav: Nav,
    /// Every fixed word that a person sees.
    #[serde(skip)]
    pub labels: Labels,
}

/// The navigation at the left: it is rendered once, then only marked for each page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Nav {
    /// The sections, in order; an empty one is left out.
    pub sections: Vec<NavSection>,
}

/// A headed list in the navigation: a part of the book, the kinds, the tables.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NavSection {
    /// Its heading, if it has one.
    pub title: Option<String>,
    /// Its entries, in order.
    pub entries: Vec<NavEntry>,
}

/// A line of the navigation. Lists in lists are told by marks, so that no depth is too deep for a template.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NavEntry {
    /// What [`Page::nav`] names to mark this entry as current.
    pub key: String,
    /// The section number of a chapter (`2.1`).
    pub number: Option<String>,
    /// The words.
    pub title: String,
    /// Where it leads, from the site's root; `None` for a draft chapter.
    pub url: Option<String>,
    /// How many there are, for a kind or the findings.
    pub count: Option<usize>,
    /// Whether the entry after it is the first one below it.
    pub opens: bool,
    /// How many lists end after it.
    pub closes: usize,
}

/// What every page says about itself; templates read it as `page`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Page {
    /// From the page to the site's root: empty, `../`, `../../` …
    pub root: String,
    /// The page's own path from the site's root: what the version switch keeps.
    pub path: String,
    /// The title in the browser's tab, without the product's.
    pub title: String,
    /// Its type: `home`, `chapter`, `record`, `kind`, `table`, `evidence`, `findings`, `releases`.
    pub kind: String,
    /// The key of the navigation entry under which it stands.
    pub nav: String,
    /// The path that led here, without the page itself.
    pub crumbs: Vec<PageLink>,
}

/// A link to a page of this site.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageLink {
    /// Where it leads.
    pub url: String,
    /// The words.
    pub title: String,
}

pub use crate::report::Tone;

/// A short word with a tone: a status, a class, a verdict.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pill {
    /// The word.
    pub word: String,
    /// Its tone.
    pub tone: Tone,
}

/// A record that is named somewhere.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RecordRef {
    /// Its id.
    pub id: String,
    /// Its page, if it has one.
    pub url: Option<String>,
    /// Whether there is no such record, and should be.
    pub missing: bool,
    /// Its title; empty where the id is enough.
    pub title: String,
    /// Its verdict or status, if that is to be shown.
    pub verdict: Option<Pill>,
}

/// The content of a table cell or a field.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum CellView {
    /// Nothing: an en dash, read out as "none".
    #[default]
    Empty,
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// A day.
    Date {
        /// In the form of ISO 8601.
        date: String,
    },
    /// Text in the fixed-width face: a path, a place in a file, a hash, a version. It may break after each slash.
    Code(SourceView),
    /// Finished prose.
    Html {
        /// Safe HTML.
        html: String,
    },
    /// Records, one a line.
    Records {
        /// The records, in order.
        records: Vec<RecordRef>,
    },
    /// A word with a tone.
    Pill {
        /// The word.
        word: String,
        /// Its tone.
        tone: Tone,
    },
    /// A link.
    Link {
        /// Where it leads.
        url: String,
        /// The words.
        text: String,
    },
    /// Lines of plain text.
    Lines {
        /// The lines.
        lines: Vec<String>,
    },
    /// Several contents, one below the other.
    Many {
        /// The contents, in order.
        cells: Vec<CellView>,
    },
}

impl CellView {
    /// Text in the fixed-width face that leads nowhere.
    pub(super) fn code(text: impl Into<String>) -> Self {
        Self::Code(SourceView { place: text.into(), url: None })
    }
}

/// A named value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FieldView {
    /// Its name, in words.
    pub label: String,
    /// Its value.
    pub value: CellView,
}

/// A number of things, in words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CountView {
    /// How many of what, in words.
    pub word: String,
    /// The tone of the word.
    pub tone: Tone,
    /// Where they are listed.
    pub url: Option<String>,
}

/// A key number on the home page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CardView {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: usize,
    /// Of how many; never shown as a share.
    pub of: Option<usize>,
    /// What the number means, in a few words.
    pub note: String,
    /// Whether the number asks for a look.
    pub tone: Tone,
    /// Where they are listed.
    pub url: Option<String>,
    /// How the number falls apart.
    pub parts: Vec<CountView>,
}

/// The view of `home.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HomeView {
    /// The page.
    pub page: Page,
    /// What the product is, as prose.
    pub description_html: String,
    /// The facts: manufacturer, version, class, edition of the standard.
    pub facts: Vec<FieldView>,
    /// The key numbers.
    pub cards: Vec<CardView>,
    /// The chapters, by part; URLs relative to the page like everything here.
    pub chapters: Vec<NavSection>,
    /// The kinds of record, with counts.
    pub kinds: Vec<NavEntry>,
    /// The tables, by what they are about.
    pub tables: Vec<NavSection>,
}

/// A heading in the outline of a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OutlineEntry {
    /// The heading's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its level; 2 and 3 are listed.
    pub level: u8,
}

/// The view of `chapter.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChapterView {
    /// The page.
    pub page: Page,
    /// The section number.
    pub number: Option<String>,
    /// The content of the first heading; `html` comes without it.
    pub heading_html: String,
    /// The id of the first heading.
    pub heading_id: String,
    /// Document number, revision, recorded approvals.
    pub facts: Vec<FieldView>,
    /// The prose.
    pub html: String,
    /// The headings on this page.
    pub outline: Vec<OutlineEntry>,
    /// The file it was written in.
    pub source: Option<SourceView>,
    /// The chapter before.
    pub prev: Option<PageLink>,
    /// The chapter after.
    pub next: Option<PageLink>,
}

/// The place in the source where something was written, or another text that is written as it is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SourceView {
    /// `path:line`, from the project's folder; or the text.
    pub place: String,
    /// Where that can be read, if anywhere.
    pub url: Option<String>,
}

/// A verdict and what it rests on.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VerdictView {
    /// Which verdict: verification, implementation, effectiveness.
    pub label: String,
    /// The verdict.
    pub verdict: Pill,
    /// Why, in words.
    pub reason: String,
    /// The records it was computed from.
    pub rests_on: Vec<RecordRef>,
}

/// The records at the other end of one link.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LinkGroup {
    /// The link's name, read from this record.
    pub label: String,
    /// Whether the link is written elsewhere and points here.
    pub inverse: bool,
    /// The records.
    pub records: Vec<RecordRef>,
}

/// The view of `record.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RecordView {
    /// The page.
    pub page: Page,
    /// The record's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind, in words.
    pub kind: PageLink,
    /// Status, safety class, and what else stands under the title.
    pub pills: Vec<Pill>,
    /// The short fields, beside the text.
    pub facts: Vec<FieldView>,
    /// The text.
    pub html: String,
    /// The long fields, each with a heading below the text.
    pub fields: Vec<FieldView>,
    /// The verdicts on it.
    pub verdicts: Vec<VerdictView>,
    /// How it came to its safety class.
    pub class: Option<ClassView>,
    /// Its links, both ways.
    pub links: Vec<LinkGroup>,
    /// The clauses that are judged for it, a table for each standard.
    pub clauses: Vec<TableView>,
    /// The findings on it.
    pub findings: Vec<FindingView>,
    /// Where it was written.
    pub source: Option<SourceView>,
    /// The one before it of its kind.
    pub prev: Option<PageLink>,
    /// The one after it of its kind.
    pub next: Option<PageLink>,
}

pub use super::view_class::{ClassView, DecisionView};
pub use super::view_list::{
    Align, ColumnView, DownloadView, EvidenceView, FindingGroup, FindingView, FindingsView, PagerView, ReleaseView, ReleasesView, RowView, TablePageView,
    TableView,
};
