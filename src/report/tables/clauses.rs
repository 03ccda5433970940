//! Clause tables: what applies to each subject by its class, what the records show, what is missing, what a person judged.

use crate::judge::{ClauseRow, RecordCheck};
use crate::model::RecordId;
use crate::report::tables::clause_cells::{self as cells, NAMED};
use crate::report::tree::Tree;
use crate::report::words::columns;
use crate::report::{Column, Context, Group, Label, Row, Table, words};
use crate::schema::{Scope, Standard};

/// Two tables a standard in use: one to read, in which parts of the class of their system share a row where it would say the
/// same of them, and one with each row by itself.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let tree = Tree::of(cx);
    let mut tables = Vec::new();
    for (standard, rows) in of_standards(cx) {
        let (ordered, deviating) = ordered(cx, &tree, &rows);
        let mut notes = notes(standard, &rows);
        notes.push(order_note(cx, &deviating));
        if ordered.iter().any(|one| one.len() > 1) {
            notes.push(words::clauses_merged_note(ordered.len(), rows.len(), rows_key(standard)));
        }
        tables.push(Table {
            key: format!("clauses-{}", standard.name),
            title: words::clauses_title(standard.title.as_str()),
            group: Group::Clauses,
            columns: columns(standard),
            notes,
            rows: ordered.iter().map(|one| row(cx, standard, one)).collect(),
            groups: Vec::new(),
            footer: footer(standard),
        });
    }
    tables
}

/// Each row by itself, in the order of the subjects.
pub(in crate::report) fn every_row(cx: Context) -> Vec<Table> {
    let of_standards = of_standards(cx).into_iter();
    let table = |(standard, rows): (&Standard, Vec<&ClauseRow>)| Table {
        key: rows_key(standard),
        title: words::clauses_rows_title(standard.title.as_str()),
        group: Group::ClauseRows,
        columns: columns(standard),
        notes: notes(standard, &rows),
        rows: rows.into_iter().map(|one| row(cx, standard, &[one])).collect(),
        groups: Vec::new(),
        footer: footer(standard),
    };
    of_standards.map(table).collect()
}

/// The rows of a record's own, a table for each standard in use: what applies to it, in the order of the clauses.
pub fn of_record(cx: Context, rows: &[&ClauseRow]) -> Vec<Table> {
    let mut tables = Vec::new();
    for (index, standard) in cx.project.schema.standards.iter().enumerate() {
        let own: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.standard == index).collect();
        let applying: Vec<&ClauseRow> = own.iter().copied().filter(|r| r.record_check.applies()).collect();
        if applying.is_empty() {
            continue;
        }
        tables.push(Table {
            key: format!("own-clauses-{}", standard.name),
            title: words::clauses_title(standard.title.as_str()),
            group: Group::ClauseRows,
            columns: columns(standard).into_iter().filter(|c| c.key != "levels").collect(),
            notes: vec![words::clauses_own_note(applying.len(), own.len())],
            rows: applying.into_iter().map(|one| row(cx, standard, &[one])).map(|r| without_levels(standard, r)).collect(),
            groups: Vec::new(),
            footer: footer(standard),
        });
    }
    tables
}

/// A row without the letters of the clause: the class of the one record decides.
fn without_levels(standard: &Standard, mut row: Row) -> Row {
    if standard.scale.is_some() {
        row.cells.remove(3);
    }
    row
}

/// The standards in use with their rows, where there are any.
pub(in crate::report) fn of_standards<'a>(cx: Context<'a>) -> Vec<(&'a Standard, Vec<&'a ClauseRow>)> {
    let standards = &cx.project.schema.standards;
    let mut rows: Vec<Vec<&ClauseRow>> = vec![Vec::new(); standards.len()];
    cx.judgement.clauses.iter().for_each(|row| rows[row.standard].push(row));
    standards.iter().zip(rows).filter(|(_, rows)| !rows.is_empty()).collect()
}

/// What stands under every table of clauses.
pub(in crate::report) fn footer(standard: &Standard) -> Vec<Label> {
    vec![words::clauses_footer(), words::clauses_source(standard.source.clone())]
}

fn rows_key(standard: &Standard) -> String {
    format!("clause-rows-{}", standard.name)
}

fn columns(standard: &Standard) -> Vec<Column> {
    let mut columns = vec![
        Column::new(columns::clause(), 0),
        Column::new(columns::clause_title(), 2),
        Column::new(columns::subject(), 1),
        Column::new(columns::record_check(), 1),
        Column::new(columns::rests_on(), 2),
        Column::new(columns::missing(), 3),
        Column::new(columns::assessment(), 1),
    ];
    if standard.scale.is_some() {
        columns.insert(3, Column::new(columns::levels(), 0));
        columns.insert(4, Column::new(columns::subject_class(), 0));
    }
    columns
}

/// What a row of the table to read is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Organisation,
    /// A system, by its place in the tree.
    System(usize),
    /// A part of another class than its system, by its place.
    Deviating(usize),
    /// All other parts.
    Rest,
}

/// The rows in their order, those together that say the same, and the parts of another class than their system.
fn ordered<'a>(cx: Context, tree: &Tree, rows: &[&'a ClauseRow]) -> (Vec<Vec<&'a ClauseRow>>, Vec<RecordId>) {
    let mut deviating = Vec::new();
    let mut placed: Vec<(Part, &ClauseRow)> = Vec::new();
    for row in rows {
        let place = row.subject.and_then(|s| tree.place(s)).unwrap_or(usize::MAX);
        let part = match (row.scope, row.subject) {
            (Scope::Organisation, _) => Part::Organisation,
            (Scope::Item | Scope::Unit | Scope::Boundary | Scope::Soup, Some(subject)) if !row.stands_in => {
                if tree.deviates(cx, subject) {
                    deviating.push(subject);
                    Part::Deviating(place)
                } else {
                    Part::Rest
                }
            }
            _ => Part::System(place),
        };
        placed.push((part, row));
    }
    placed.sort_by(|(a, one), (b, other)| (a, one.clause, alike(one)).cmp(&(b, other.clause, alike(other))));
    let mut ordered: Vec<Vec<&ClauseRow>> = Vec::new();
    let mut last = None;
    for (part, row) in placed {
        match ordered.last_mut() {
            Some(together) if part == Part::Rest && last == Some(Part::Rest) && say_the_same(together[0], row) => together.push(row),
            _ => ordered.push(vec![row]),
        }
        last = Some(part);
    }
    deviating.sort_by_key(|r| tree.place(*r));
    deviating.dedup();
    (ordered, deviating)
}

/// What rows about the same clause are sorted by, so that those which say the same stand together; none of them is moved.
fn alike(row: &ClauseRow) -> (Scope, usize, bool, RecordCheck, Option<RecordId>, Option<RecordId>) {
    let record = |assessment: &Option<crate::judge::Assessment>| assessment.as_ref().map(|a| a.record);
    (row.scope, row.class, row.assumed, row.record_check, record(&row.assessment), record(&row.no_case))
}

fn say_the_same(one: &ClauseRow, other: &ClauseRow) -> bool {
    one.clause == other.clause && alike(one) == alike(other)
}

fn notes(standard: &Standard, rows: &[&ClauseRow]) -> Vec<Label> {
    let applying = rows.iter().filter(|r| r.record_check.applies()).count();
    let mut notes = vec![words::clauses_note(applying, rows.len())];
    if rows.iter().any(|r| r.assumed) {
        notes.push(words::class_assumed_note());
    }
    if rows.iter().any(|r| r.rests_on.len() > NAMED || r.missing.len() > NAMED) {
        notes.push(words::clauses_cut_note(NAMED));
    }
    if standard.checks.is_some() {
        notes.push(words::clauses_checklist_note());
    }
    for path in &standard.extended_by {
        notes.push(words::clauses_extended_note(path.clone()));
    }
    notes
}

fn order_note(cx: Context, deviating: &[RecordId]) -> Label {
    let mut names: Vec<&str> = deviating.iter().take(NAMED).map(|r| cx.project.record(*r).id.as_str()).collect();
    if deviating.len() > NAMED {
        names.push("…");
    }
    match deviating.len() {
        0 => words::clauses_order_note(),
        n => words::clauses_order_deviating_note(n, names.join(", ")),
    }
}

/// One row, or several that say the same.
fn row(cx: Context, standard: &Standard, rows: &[&ClauseRow]) -> Row {
    let clause = &standard.clauses[rows[0].clause];
    let rests_on: Vec<RecordId> = rows.iter().flat_map(|r| r.rests_on.iter().copied()).collect();
    let mut all = vec![
        crate::report::Cell::Code(clause.number.clone()),
        cells::title(clause),
        cells::subjects(rows),
        cells::check(rows[0]),
        cells::cut_records(&rests_on),
        cells::missing(cx, rows.iter().flat_map(|r| &r.missing)),
        cells::assessment(cx, clause, rows[0]),
    ];
    if standard.scale.is_some() {
        all.insert(3, crate::report::Cell::Text(clause.levels.join(", ")));
        all.insert(4, cells::class_of(cx, rows));
    }
    Row { record: None, cells: all }
}
