//! A change of edition: clause by clause what is new, gone, or of other classes, and what it means for the project.

use crate::judge::ClauseRow;
use crate::model::RecordId;
use crate::report::tables::clause_cells as cells;
use crate::report::tables::clauses::{footer, of_standards};
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, words};
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
    let note = words::editions_note(rows.len(), numbers.len());
    Table {
        key: format!("editions-{}", standard.name),
        title: words::editions_title(before.title.as_str(), standard.title.as_str()),
        group: Group::Clauses,
        columns: vec![
            Column::new(columns::clause(), 0),
            Column::new(columns::clause_title(), 2),
            Column::new(columns::change(), 1),
            Column::new(columns::levels_before(), 0),
            Column::new(columns::levels_now(), 0),
            Column::new(columns::what_changed(), 3),
            Column::new(columns::means_here(), 2),
        ],
        rows,
        notes: vec![note],
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
    let mut changes = Vec::new();
    match (old, now) {
        (None, Some(_)) => changes.push(Cell::Words(words::edition_new())),
        (Some(_), None) => changes.push(Cell::Words(words::edition_deleted())),
        (Some(old), Some(now)) => {
            if old.levels != now.levels {
                changes.push(Cell::Words(words::edition_letters()));
            }
            if old.scope != now.scope {
                let scope = |scope: Scope| Cell::Words(words::of::scope(scope));
                changes.extend([Cell::Words(words::edition_scope()), scope(old.scope), scope(now.scope)]);
            }
            if content.is_some() {
                changes.push(Cell::Words(words::edition_content()));
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
        return Cell::Words(words::edition_asks_no_more());
    }
    let newly: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.record_check.applies() && !asked_before(r)).collect();
    let still: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.record_check.applies() && asked_before(r)).collect();
    let no_more: Vec<&ClauseRow> = rows.iter().copied().filter(|r| !r.record_check.applies() && asked_before(r)).collect();
    let mut told = Vec::new();
    let newly = (words::edition_newly_asked(newly.len()), newly);
    let still = (words::edition_still_asked(still.len()), still);
    let no_more = (words::edition_no_longer_asked(no_more.len()), no_more);
    for (said, rows) in [newly, still, no_more] {
        if !rows.is_empty() {
            told.push(Cell::Words(said));
            let named: Vec<RecordId> = rows.iter().filter_map(|r| r.subject).collect();
            if !named.is_empty() {
                told.push(cells::cut_records(&named));
            }
        }
    }
    if told.is_empty() { Cell::Words(words::edition_nobody_asked()) } else { cells::one_or_many(told) }
}
