//! `techfile list`: records, all or those that a query selects.

use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use super::{Checked, unknown};
use crate::diag::{did_you_mean, near_words, nearest};
use crate::model::RecordId;
use crate::render::{Input, Publication, data};
use crate::report::{self, Cell, Contents, Row, Table};
use crate::schema::KindId;
use crate::schema::query::{Query, QueryError};
use crate::source::{Fatal, turns};

/// A column is made no wider than this for a long value; the value then runs over into the next.
const WIDEST: usize = 60;

/// So many unknown ids of a query get a suggestion.
const SUGGESTIONS: usize = 5;

/// What is to be listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The kind; without one, records of all kinds.
    pub kind: Option<&'a str>,
    /// Which of them; without it, all.
    pub query: Option<&'a str>,
    /// The columns; where none is named, those of the portal's list.
    pub columns: &'a [String],
}

/// Why nothing is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// A kind or column that does not exist.
    Fatal(Fatal),
    /// Mistakes in the query.
    Query(Vec<QueryError>),
}

impl From<Fatal> for Refused {
    fn from(fatal: Fatal) -> Self {
        Self::Fatal(fatal)
    }
}

/// Records as rows of plain text.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, as many values in each as there are columns; of verdicts and the like, the words that data files hold.
    pub rows: Vec<Vec<String>>,
    /// How many records there are among which these were selected.
    pub of: usize,
    /// The rows as JSON: what is not there is `null`, links and lists are arrays.
    values: Vec<Vec<Value>>,
}

/// The records of a checked project that are wanted, obsolete ones too, in the order of kind and id.
///
/// # Errors
/// When no kind or column is called so, or the query has mistakes.
pub fn list(checked: &Checked, wanted: &Wanted) -> Result<Listed, Refused> {
    let project = &checked.project;
    let schema = &project.schema;
    let kind = match wanted.kind {
        None => None,
        Some(name) => Some(unknown::kind(schema, name)?),
    };
    let query = wanted.query.map(|text| read(checked, text, kind)).transpose().map_err(Refused::Query)?;
    let input = Input { project, judgement: &checked.judgement, findings: &checked.findings, theme: &checked.theme, freezing: None };
    let contents = Contents::default();
    let cx = Publication::new(&input, &contents);
    let columns = columns(&cx, kind, wanted.columns)?;
    let table = report::selection_of(cx.report(), kind, &columns, query.as_ref());
    let of = kind.map_or(project.records.len(), |k| project.of_kind(k).count());
    Ok(listed(&cx, &table, columns, of))
}

/// The query, all of whose ids exist.
fn read(checked: &Checked, text: &str, kind: Option<KindId>) -> Result<Query, Vec<QueryError>> {
    let project = &checked.project;
    let query = Query::parse(text, &project.schema, kind)?;
    let mut unknown = Vec::new();
    for (range, id) in query.ids.iter().filter(|(_, id)| project.by_id(id).is_none()) {
        let mut error = QueryError::new(range.clone(), format!("no record is called `{id}`"));
        // Each suggestion costs a pass over all ids.
        if unknown.len() < SUGGESTIONS {
            error.help = near_words(id, nearest(id, project.records.iter().map(|r| r.id.as_str())));
        }
        unknown.push(error);
    }
    if unknown.is_empty() { Ok(query) } else { Err(unknown) }
}

fn columns(cx: &Publication, kind: Option<KindId>, wanted: &[String]) -> Result<Vec<String>, Fatal> {
    let known = cx.project.schema.columns(kind);
    let wanted: Vec<String> = wanted.iter().map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect();
    if let Some(column) = wanted.iter().find(|c| !known.contains(&c.as_str())) {
        let words = kind.map_or("records of all kinds have no such column in common".to_owned(), |k| {
            format!("a {} has no such column", cx.project.schema.kind(k).name)
        });
        return Err(Fatal::new(column, words).help(did_you_mean(column, &known)));
    }
    Ok(match (wanted.is_empty(), kind) {
        (false, _) => wanted,
        (true, Some(kind)) => report::default_columns(cx.report(), kind),
        (true, None) => ["id", "kind", "title", "status"].map(str::to_owned).to_vec(),
    })
}

fn listed(cx: &Publication, table: &Table, columns: Vec<String>, of: usize) -> Listed {
    let plain = |row: &Row, (column, cell): (&String, &Cell)| match row.record {
        // The word that queries know, not the label.
        Some(record) if column == "kind" => cx.project.kind(record).name.clone(),
        _ => data::plain(cx, cell),
    };
    let id = |record: &RecordId| json!(cx.project.record(*record).id);
    let json = |row: &Row, (column, cell): (&String, &Cell)| match cell {
        Cell::Empty => Value::Null,
        Cell::Records(records) if column == "id" => records.first().map_or(Value::Null, id),
        Cell::Records(records) => Value::Array(records.iter().map(id).collect()),
        Cell::Field(record, index) => cx.project.record(*record).field(*index).map_or(Value::Null, |e| e.value.json()),
        _ => json!(plain(row, (column, cell))),
    };
    Listed {
        rows: table.rows.iter().map(|row| columns.iter().zip(&row.cells).map(|c| plain(row, c)).collect()).collect(),
        values: table.rows.iter().map(|row| columns.iter().zip(&row.cells).map(|c| json(row, c)).collect()).collect(),
        columns,
        of,
    }
}

impl Listed {
    /// Aligned columns under their names, a line a record. Line ends become blanks, other control characters are replaced;
    /// nothing is cut.
    pub fn text(&self) -> String {
        let clean = |text: &String| {
            let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            one_line.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect::<String>()
        };
        let mut lines = vec![self.columns.clone()];
        lines.extend(self.rows.iter().map(|row| row.iter().map(clean).collect()));
        let mut widths = vec![0; self.columns.len()];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.width().min(WIDEST));
            }
        }
        let mut out = String::new();
        for line in &lines {
            let mut text = String::new();
            for (cell, width) in line.iter().zip(&widths) {
                text.push_str(cell);
                text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        out
    }

    /// RFC 4180: the names of the columns, then the rows. No cell is a formula to a spreadsheet.
    pub fn csv(&self) -> String {
        let lines = std::iter::once(&self.columns).chain(&self.rows).cloned();
        String::from_utf8(data::csv_of(lines)).unwrap_or_default()
    }

    /// An array of objects, a member a column.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<Value>| Value::Object(self.columns.iter().cloned().zip(row.iter().cloned()).collect::<Map<_, _>>());
        Value::Array(self.values.iter().map(object).collect())
    }
}
