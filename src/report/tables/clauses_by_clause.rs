//! Clauses across all subjects: a row a clause, how many subjects it is asked of, and how many of them are open.

use crate::judge::{ClauseRow, RecordCheck};
use crate::report::tables::clause_cells as cells;
use crate::report::tables::clauses::{footer, of_standards};
use crate::report::words::columns::{self, Named};
use crate::report::{Cell, Column, Context, Group, Row, Table, words};
use crate::schema::Standard;

/// What is counted: the column, and which checks count there.
const COUNTED: [(Named, &[RecordCheck]); 6] = [
    (columns::complete, &[RecordCheck::Complete]),
    (columns::incomplete, &[RecordCheck::Incomplete]),
    (columns::nothing, &[RecordCheck::None]),
    (columns::no_case, &[RecordCheck::NoCase]),
    (columns::not_judged, &[RecordCheck::NotJudged]),
    (columns::not_applying, &[RecordCheck::NotForClass, RecordCheck::OtherRoute]),
];

/// A table for each standard in use.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    of_standards(cx).into_iter().map(|(standard, rows)| table(standard, &rows)).collect()
}

fn table(standard: &Standard, rows: &[&ClauseRow]) -> Table {
    let mut columns = vec![Column::new(columns::clause(), 0), Column::new(columns::clause_title(), 2), Column::new(columns::scope(), 1)];
    if standard.scale.is_some() {
        columns.push(Column::new(columns::levels(), 0));
    }
    columns.push(Column::new(columns::applying(), 0).number());
    columns.extend(COUNTED.iter().map(|(heading, _)| Column::new(heading(), 0).number()));
    columns.push(Column::new(columns::open_subjects(), 3));
    let mut of_clause: Vec<Vec<&ClauseRow>> = vec![Vec::new(); standard.clauses.len()];
    rows.iter().for_each(|row| of_clause[row.clause].push(row));
    let counted = of_clause.iter().enumerate().filter(|(_, rows)| !rows.is_empty());
    Table {
        key: format!("clauses-by-clause-{}", standard.name),
        title: words::clauses_by_clause_title(standard.title.as_str()),
        group: Group::Clauses,
        columns,
        rows: counted.map(|(clause, rows)| row(standard, clause, rows)).collect(),
        notes: vec![words::clauses_by_clause_note()],
        groups: Vec::new(),
        footer: footer(standard),
    }
}

fn row(standard: &Standard, clause: usize, rows: &[&ClauseRow]) -> Row {
    let count = |of: &[RecordCheck]| Cell::Count(rows.iter().filter(|r| of.contains(&r.record_check)).count());
    let clause = &standard.clauses[clause];
    let mut all = vec![Cell::Code(clause.number.clone()), cells::title(clause), Cell::Words(words::of::scope(clause.scope))];
    if standard.scale.is_some() {
        all.push(Cell::Text(clause.levels.join(", ")));
    }
    all.push(Cell::Count(rows.iter().filter(|r| r.record_check.applies()).count()));
    all.extend(COUNTED.iter().map(|(_, of)| count(of)));
    all.push(open(rows));
    Row { record: None, cells: all }
}

/// The subjects of which something is missing, or that nothing judges.
fn open(rows: &[&ClauseRow]) -> Cell {
    let open: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.record_check.is_open()).collect();
    let named: Vec<_> = open.iter().filter_map(|r| r.subject).collect();
    let bare = open.iter().find(|r| r.subject.is_none()).map(|row| cells::subject(row));
    let named = if named.is_empty() { None } else { Some(cells::cut_records(&named)) };
    cells::one_or_many(bare.into_iter().chain(named).collect())
}
