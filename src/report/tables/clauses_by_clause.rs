//! Clauses across all subjects: a row a clause, how many subjects it is asked of, and how many of them are open.

use crate::judge::{ClauseRow, RecordCheck};
use crate::report::tables::clause_cells as cells;
use crate::report::tables::clauses::{footer, of_standards, titled};
use crate::report::{Cell, Column, Context, Group, Label, Row, Table};
use crate::schema::Standard;

/// What is counted: the column, and which checks count there.
const COUNTED: [(&str, &[RecordCheck]); 6] = [
    ("complete", &[RecordCheck::Complete]),
    ("incomplete", &[RecordCheck::Incomplete]),
    ("nothing", &[RecordCheck::None]),
    ("no_case", &[RecordCheck::NoCase]),
    ("not_judged", &[RecordCheck::NotJudged]),
    ("not_applying", &[RecordCheck::NotForClass, RecordCheck::OtherRoute]),
];

/// A table for each standard in use.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    of_standards(cx).into_iter().map(|(standard, rows)| table(standard, &rows)).collect()
}

fn table(standard: &Standard, rows: &[&ClauseRow]) -> Table {
    let mut columns = vec![Column::new("clause", 0), Column::new("clause_title", 2), Column::new("scope", 1)];
    if standard.scale.is_some() {
        columns.push(Column::new("levels", 0));
    }
    columns.push(Column::new("applying", 0).number());
    columns.extend(COUNTED.iter().map(|(key, _)| Column::new(key, 0).number()));
    columns.push(Column::new("open_subjects", 3));
    let mut of_clause: Vec<Vec<&ClauseRow>> = vec![Vec::new(); standard.clauses.len()];
    rows.iter().for_each(|row| of_clause[row.clause].push(row));
    let counted = of_clause.iter().enumerate().filter(|(_, rows)| !rows.is_empty());
    Table {
        key: format!("clauses-by-clause-{}", standard.name),
        title: titled("clauses_by_clause_title", standard),
        group: Group::Clauses,
        columns,
        rows: counted.map(|(clause, rows)| row(standard, clause, rows)).collect(),
        notes: vec![Label::key("clauses_by_clause_note")],
        groups: Vec::new(),
        footer: footer(standard),
    }
}

fn row(standard: &Standard, clause: usize, rows: &[&ClauseRow]) -> Row {
    let count = |of: &[RecordCheck]| Cell::Count(rows.iter().filter(|r| of.contains(&r.record_check)).count());
    let clause = &standard.clauses[clause];
    let mut all = vec![Cell::Code(clause.number.clone()), cells::title(clause), Cell::Words(Label::key(format!("scope_{}", clause.scope.word())))];
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
