//! A change of edition: clause by clause what is new, gone, or of other classes, and what it means for the project.

use crate::judge::ClauseRow;
use crate::model::RecordId;
use crate::report::tables::clause_cells as cells;
use crate::report::tables::clauses::{footer, of_standards};
use crate::report::{Cell, Column, Context, Group, Label, Row, Table};
use crate::schema::{Clause, Scope, Since, Standard};

/// A table for each standard in use that tells what changed since the edition before.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let changed = of_standards(cx).into_iter().filter_map(|(standard, rows)| {
        let since = standard.since.as_ref()?;
        Some(table(cx, standard, since, cx.project.schema.standard(&since.edition)?, &rows))
    });
    changed.collect()
}

fn table(cx: Context, standard: &Standard, since: &Since, before: &Standard, rows: &[&ClauseRow]) -> Table {
    let mut numbers: Vec<&str> = standard.clauses.iter().chain(&before.clauses).map(|c| c.number.as_str()).collect();
    numbers.sort_by_key(|number| order(number));
    numbers.dedup();
    let changes = numbers.iter().filter_map(|number| change(cx, standard, since, before, rows, number));
    let rows: Vec<Row> = changes.collect();
    let words = vec![("n", rows.len().to_string()), ("total", numbers.len().to_string())];
    Table {
        key: format!("editions-{}", standard.name),
        title: Label::Filled("editions_title".to_owned(), vec![("from", before.title.clone()), ("to", standard.title.clone())]),
        group: Group::Clauses,
        columns: vec![
            Column::new("clause", 0),
            Column::new("clause_title", 2),
            Column::new("change", 1),
            Column::new("levels_before", 0),
            Column::new("levels_now", 0),
            Column::new("what_changed", 3),
            Column::new("means_here", 2),
        ],
        rows,
        notes: vec![Label::Filled("editions_note".to_owned(), words)],
        groups: Vec::new(),
        footer: footer(standard),
    }
}

/// What is sorted by: numbers as numbers, then what is none.
fn order(number: &str) -> (Vec<u32>, String) {
    (number.split('.').map_while(|part| part.parse().ok()).collect(), number.to_owned())
}

fn change(cx: Context, standard: &Standard, since: &Since, before: &Standard, rows: &[&ClauseRow], number: &str) -> Option<Row> {
    let place = standard.clause(number);
    let now = place.map(|p| &standard.clauses[p]).filter(|c| !c.own);
    let old = before.clause(number).map(|p| &before.clauses[p]).filter(|c| !c.own);
    let clause = now.or(old)?;
    let content = since.content.iter().find(|(changed, _)| changed == number).map(|(_, words)| words.as_str());
    let words = |key: &str| Cell::Words(Label::key(key));
    let mut changes = Vec::new();
    match (old, now) {
        (None, Some(_)) => changes.push(words("edition_new")),
        (Some(_), None) => changes.push(words("edition_deleted")),
        (Some(old), Some(now)) => {
            if old.levels != now.levels {
                changes.push(words("edition_letters"));
            }
            if old.scope != now.scope {
                let scope = |scope: Scope| Cell::Words(Label::key(format!("scope_{}", scope.word())));
                changes.extend([words("edition_scope"), scope(old.scope), scope(now.scope)]);
            }
            if content.is_some() {
                changes.push(words("edition_content"));
            }
        }
        (None, None) => return None,
    }
    if changes.is_empty() {
        return None;
    }
    let of_clause: Vec<&ClauseRow> = rows.iter().copied().filter(|r| Some(r.clause) == place).collect();
    let letters = |clause: Option<&Clause>| clause.map_or(Cell::Empty, |c| Cell::Text(c.levels.join(", ")));
    Some(Row {
        record: None,
        cells: vec![
            Cell::Code(number.to_owned()),
            Cell::Text(clause.title.clone()),
            cells::one_or_many(changes),
            letters(old),
            letters(now),
            content.map_or(Cell::Empty, |words| Cell::Text(words.to_owned())),
            meaning(cx, standard, before, old, now, &of_clause),
        ],
    })
}

/// What it means for the project: of whom the clause is asked now and was not, of whom no longer, of whom it is asked as before.
fn meaning(cx: Context, standard: &Standard, before: &Standard, old: Option<&Clause>, now: Option<&Clause>, rows: &[&ClauseRow]) -> Cell {
    let level = |row: &ClauseRow| cx.project.schema.level(standard, row.class).map_or("", |l| l.id.as_str());
    let asked_before = |row: &ClauseRow| old.is_some_and(|c| before.applies(c, level(row)));
    if now.is_none() {
        return Cell::Words(Label::key("edition_asks_no_more"));
    }
    let newly: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.record_check.applies() && !asked_before(r)).collect();
    let still: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.record_check.applies() && asked_before(r)).collect();
    let no_more: Vec<&ClauseRow> = rows.iter().copied().filter(|r| !r.record_check.applies() && asked_before(r)).collect();
    let mut told = Vec::new();
    for (key, rows) in [("edition_newly_asked", newly), ("edition_still_asked", still), ("edition_no_longer_asked", no_more)] {
        if !rows.is_empty() {
            told.push(Cell::Words(Label::Filled(key.to_owned(), vec![("n", rows.len().to_string())])));
            let named: Vec<RecordId> = rows.iter().filter_map(|r| r.subject).collect();
            if !named.is_empty() {
                told.push(cells::cut_records(&named));
            }
        }
    }
    if told.is_empty() { Cell::Words(Label::key("edition_nobody_asked")) } else { cells::one_or_many(told) }
}
