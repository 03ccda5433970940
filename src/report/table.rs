//! Tables: columns, rows and cells that know records, not strings.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use super::words::Label;
use super::words::columns::Heading;
use crate::diag::Severity;
use crate::judge::{Class, Verdict};
use crate::model::RecordId;
use crate::source::Span;

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The name of its files, unique among all tables.
    pub key: String,
    /// Its title.
    pub title: Label,
    /// What group of tables it belongs to.
    pub group: Group,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, in their order.
    pub rows: Vec<Row>,
    /// Columns that say one thing for several rows, by their places: each group lies within the one before it. All rows hold
    /// the cells of their groups; how often a reader sees them is the output's business, see [`spans`].
    pub groups: Vec<Vec<usize>>,
    /// What a reader must know before reading it: what was left out, what is assumed.
    pub notes: Vec<Label>,
    /// What stands under it.
    pub footer: Vec<Label>,
}

/// A table of which a page shows a part: its rows are made when they are asked for.
pub struct LongTable<'a> {
    /// Its columns and words, without a row; it has no name, for no data file holds it alone.
    pub head: Table,
    /// How many rows it has.
    pub total: usize,
    row: Box<dyn Fn(usize) -> Row + Sync + 'a>,
}

impl<'a> LongTable<'a> {
    /// A table with a row for each thing, in their order.
    pub(super) fn new<T: Sync + 'a>(head: Table, of: Vec<T>, row: impl Fn(&T) -> Row + Sync + 'a) -> Self {
        Self { head: Table { key: String::new(), ..head }, total: of.len(), row: Box::new(move |at| row(&of[at])) }
    }

    /// The rows of a range.
    pub fn rows(&self, range: Range<usize>) -> Vec<Row> {
        range.map(|at| (self.row)(at)).collect()
    }
}

impl fmt::Debug for LongTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongTable").field("head", &self.head).field("total", &self.total).finish_non_exhaustive()
    }
}

/// Over how many of some rows each cell stands: 1 for a cell of its own, 0 for one that the row before shares with it. The rows
/// may be a part of a table: what begins before it begins anew.
pub fn spans(table: &Table, rows: &[Row]) -> Vec<Vec<usize>> {
    let mut spans: Vec<Vec<usize>> = rows.iter().map(|row| vec![1; row.cells.len()]).collect();
    // From below, so that the first row of a group has counted all that follow.
    for at in (1..rows.len()).rev() {
        let (row, before) = (&rows[at], &rows[at - 1]);
        for group in &table.groups {
            if row.record != before.record || group.iter().any(|c| row.cells.get(*c) != before.cells.get(*c)) {
                break;
            }
            for column in group {
                spans[at - 1][*column] += std::mem::take(&mut spans[at][*column]);
            }
        }
    }
    spans
}

/// Where a table is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The records of a kind.
    Kind(crate::schema::KindId),
    /// Records of all kinds.
    Records,
    /// Traceability.
    Trace,
    /// Clauses of a standard, and the classes that decide which of them apply.
    Clauses,
    /// Clauses of a standard, each row by itself: too long for paper, and a table of the group before tells where they are.
    ClauseRows,
    /// Risk management.
    Risk,
    /// Evidence and SOUP.
    Evidence,
    /// Findings.
    Findings,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in data files.
    pub key: String,
    /// Its heading.
    pub label: Label,
    /// How much of the width it asks for, in parts; 0 for as much as its content needs.
    pub width: u8,
    /// Whether it holds numbers.
    pub number: bool,
    /// Whether a page of paper leaves it out, which is said under the table.
    pub aside: bool,
}

impl Column {
    /// A column of the program, under the name of its heading.
    pub(super) fn new(heading: Heading, width: u8) -> Self {
        Self::called(heading.key, heading.label, width)
    }

    /// A column with a name and a heading of its own.
    pub(super) fn called(key: &str, label: Label, width: u8) -> Self {
        Self { key: key.to_owned(), label, width, number: false, aside: false }
    }

    /// A column that is headed by words of schema or settings.
    pub(super) fn titled(key: &str, title: &str, width: u8) -> Self {
        Self::called(key, Label::words(title), width)
    }

    /// Left out on paper.
    pub fn aside(mut self) -> Self {
        self.aside = true;
        self
    }

    /// Of numbers.
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The record it is about, where there is one.
    pub record: Option<RecordId>,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is there.
    Empty,
    /// Plain text.
    Text(String),
    /// An identifier, version, path: shown as code.
    Code(String),
    /// Fixed words.
    Words(Label),
    /// A word that carries weight.
    Pill(Label, Tone),
    /// Records.
    Records(Vec<RecordId>),
    /// A record at the end of a link that is suspect.
    Suspect(RecordId),
    /// A record's title.
    Title(RecordId),
    /// A verdict.
    Verdict(Verdict),
    /// A safety class with how it came about.
    Class(Class),
    /// A status.
    Status(String),
    /// The field of a record, by its place in the kind.
    Field(RecordId, u16),
    /// A day.
    Date(Date),
    /// A number.
    Count(usize),
    /// A finding's weight.
    Severity(Severity),
    /// A place in a file.
    Place(Span),
    /// What a finding says: what stands between backquotes is code.
    Message(String),
    /// An evidence file, by its path: the site holds a copy.
    Evidence(String),
    /// Several, one below the other.
    Many(Vec<Cell>),
}

/// How a word is toned; never the only carrier of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As it should be.
    Ok,
    /// Worth a look.
    Warn,
    /// Not as it should be.
    Bad,
    /// Neither.
    #[default]
    Neutral,
    /// For information.
    Info,
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Passing => Self::Ok,
            Verdict::Unverified | Verdict::NotRun | Verdict::Stale => Self::Warn,
            Verdict::Blocked | Verdict::Failing => Self::Bad,
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Bad,
            Severity::Warning => Self::Warn,
            Severity::Note => Self::Info,
        }
    }
}
