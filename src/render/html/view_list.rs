//! The views of long lists: tables, findings, releases.

use serde::Serialize;

use super::view::{CellView, CountView, FieldView, Page, PageLink, Pill, RecordRef, SourceView, Tone};

/// How a column is aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left: words.
    #[default]
    Left,
    /// Centred: single letters.
    Center,
    /// At the right: numbers.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ColumnView {
    /// Its name in the data outputs.
    pub key: String,
    /// Its name, in words.
    pub label: String,
    /// How its cells are aligned.
    pub align: Align,
}

/// A row of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RowView {
    /// Its fragment id, unique on the page.
    pub anchor: Option<String>,
    /// One cell a column; the first is the row's header.
    pub cells: Vec<CellView>,
    /// Over how many rows each cell stands, 0 for one that stands in a row before; empty where every cell has a row of its own.
    pub spans: Vec<usize>,
}

/// Where a page stands among the pages of a long list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PagerView {
    /// The number of the first row shown, from 1.
    pub from: usize,
    /// The number of the last row shown.
    pub to: usize,
    /// How many rows there are.
    pub total: usize,
    /// The pages, in order.
    pub pages: Vec<PageLink>,
    /// Which of them this is, from 0.
    pub current: usize,
}

/// A table, or the part of a long table that stands on one page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TableView {
    /// Its fragment id, unique on the page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// What must be known to read it: what was filtered, what was cut.
    pub notes: Vec<String>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// Whether its columns hold words rather than prose, so that they may share the width of the page.
    pub dense: bool,
    /// Set when there is more than one page.
    pub pager: Option<PagerView>,
    /// The same rows as CSV.
    pub csv: Option<String>,
    /// What it does not show.
    pub footer: Vec<String>,
}

/// The view of `table.html` and of `kind.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TablePageView {
    /// The page.
    pub page: Page,
    /// The first heading.
    pub heading: String,
    /// What stands above the table, as prose.
    pub intro_html: String,
    /// The rows counted by status or verdict.
    pub counts: Vec<CountView>,
    /// The table.
    pub table: TableView,
}

/// The view of `evidence.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EvidenceView {
    /// The page.
    pub page: Page,
    /// The path of the file inside the project.
    pub path: SourceView,
    /// What it is, and what it states of itself.
    pub facts: Vec<FieldView>,
    /// Its copy, which no browser runs.
    pub copy: PageLink,
    /// What was read from it.
    pub tables: Vec<TableView>,
}

/// A finding.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FindingView {
    /// Its code (`TF012`).
    pub code: String,
    /// Where the code is explained.
    pub url: Option<String>,
    /// Its severity: the word and its tone.
    pub severity: Pill,
    /// What was found.
    pub message: String,
    /// What else there is to know, a line each.
    pub notes: Vec<String>,
    /// How to resolve it.
    pub help: String,
    /// The clause that asks for it.
    pub clause: String,
    /// The record it is about.
    pub record: Option<RecordRef>,
    /// Where it was found.
    pub source: Option<SourceView>,
    /// The waiver that accepts it, if one does.
    pub waiver: Option<RecordRef>,
    /// The last day of the waiver, as `YYYY-MM-DD`; empty without one.
    pub waived_until: String,
}

/// The findings of one code.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FindingGroup {
    /// The code.
    pub code: String,
    /// What the code means, in a few words.
    pub title: String,
    /// Its severity: the word and its tone.
    pub severity: Pill,
    /// How many there are, also those on other pages.
    pub count: usize,
    /// How many of them are waived.
    pub waived: usize,
    /// What it means and how to resolve it, as prose.
    pub explain_html: String,
    /// The findings on this page.
    pub findings: Vec<FindingView>,
}

/// The view of `findings.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FindingsView {
    /// The page.
    pub page: Page,
    /// What stands above the list, as prose.
    pub intro_html: String,
    /// The findings by severity.
    pub totals: Vec<CountView>,
    /// The findings by code.
    pub groups: Vec<FindingGroup>,
    /// Set when there is more than one page.
    pub pager: Option<PagerView>,
}

/// A file that can be downloaded.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DownloadView {
    /// Where it lies.
    pub url: String,
    /// Its name, in words.
    pub title: String,
    /// Its size, in words.
    pub size: String,
    /// Its SHA-256; empty if unknown.
    pub sha256: String,
}

/// A frozen release.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReleaseView {
    /// Its version.
    pub version: String,
    /// When it was frozen, as `YYYY-MM-DD`.
    pub date: String,
    /// Its own site.
    pub url: Option<String>,
    /// The state of its files against its manifest.
    pub state: Pill,
    /// What it holds: class, number of records, residual anomalies.
    pub facts: Vec<FieldView>,
    /// What changed since the release before it, in words and numbers.
    pub changes: Vec<CountView>,
    /// Its files.
    pub downloads: Vec<DownloadView>,
}

/// The view of `releases.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReleasesView {
    /// The page.
    pub page: Page,
    /// What stands above the list, as prose.
    pub intro_html: String,
    /// The releases, newest first.
    pub releases: Vec<ReleaseView>,
}

impl From<Pill> for CellView {
    fn from(pill: Pill) -> Self {
        CellView::Pill { word: pill.word, tone: pill.tone }
    }
}

impl Pill {
    /// A word with its tone.
    pub fn new(word: impl Into<String>, tone: Tone) -> Self {
        Pill { word: word.into(), tone }
    }
}
