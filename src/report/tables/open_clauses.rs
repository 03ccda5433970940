//! What is open, phase by phase: what is missing, of which subjects, and where to start.

use crate::judge::{ClauseRow, Missing};
use crate::model::RecordId;
use crate::report::missing::missing_words;
use crate::report::tables::clause_cells as cells;
use crate::report::tables::clauses::{footer, of_standards};
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, words};
use crate::schema::{KindId, Standard};

/// A table for each standard in use; a checklist repeats what the clauses of its standard show, and has none.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    of_standards(cx).into_iter().filter(|(standard, _)| standard.checks.is_none()).map(|(standard, rows)| table(cx, standard, &rows)).collect()
}

/// The same thing missing under one clause.
#[derive(Debug)]
struct Gap<'a> {
    clause: usize,
    words: Label,
    /// The kind of the record to write next.
    write: Option<KindId>,
    /// The records that lack it.
    lacking: Vec<RecordId>,
    rows: Vec<&'a ClauseRow>,
}

fn table(cx: Context, standard: &Standard, rows: &[&ClauseRow]) -> Table {
    let open: Vec<&ClauseRow> = rows.iter().copied().filter(|r| r.record_check.is_open()).collect();
    let gaps = gaps(cx, &open);
    let applying = rows.iter().filter(|r| r.record_check.applies()).count();
    Table {
        key: format!("open-clauses-{}", standard.name),
        title: words::open_clauses_title(standard.title.as_str()),
        group: Group::Clauses,
        columns: vec![
            Column::new(columns::phase(), 1),
            Column::new(columns::clause(), 0),
            Column::new(columns::clause_title(), 2),
            Column::new(columns::subject(), 1),
            Column::new(columns::missing(), 3),
            Column::new(columns::lacking(), 1),
            Column::new(columns::write_next(), 1),
            Column::new(columns::start(), 1),
        ],
        rows: gaps.iter().map(|gap| row(cx, standard, gap)).collect(),
        notes: vec![words::open_clauses_note(open.len(), applying)],
        groups: Vec::new(),
        footer: footer(standard),
    }
}

/// What is missing, in the order of the clauses and of what each asks for.
fn gaps<'a>(cx: Context, open: &[&'a ClauseRow]) -> Vec<Gap<'a>> {
    let mut by_clause: Vec<&ClauseRow> = open.to_vec();
    by_clause.sort_by_key(|r| r.clause);
    let mut gaps: Vec<Gap> = Vec::new();
    let mut first = 0;
    for row in by_clause {
        if gaps.last().is_some_and(|g| g.clause != row.clause) {
            first = gaps.len();
        }
        let nothing_judges = row.missing.is_empty().then(|| (words::record_check_not_judged(), None, None));
        let missing = row.missing.iter().map(|m| (missing_words(cx.project, m), write(cx, m), m.record));
        for (words, write, lacking) in missing.chain(nothing_judges) {
            let known = gaps[first..].iter_mut().find(|g| g.words == words && g.write == write);
            match known {
                Some(gap) => {
                    gap.lacking.extend(lacking);
                    if !gap.rows.last().is_some_and(|r| std::ptr::eq(*r, row)) {
                        gap.rows.push(row);
                    }
                }
                None => gaps.push(Gap { clause: row.clause, words, write, lacking: lacking.into_iter().collect(), rows: vec![row] }),
            }
        }
    }
    gaps
}

/// The kind of the record to write next: that which has the role, else that of the record which lacks something.
fn write(cx: Context, missing: &Missing) -> Option<KindId> {
    let schema = &cx.project.schema;
    let of_role = |role: &String| schema.kind_named(role).or_else(|| schema.kinds_with(role).next());
    missing.write.as_ref().and_then(of_role).or_else(|| Some(cx.project.record(missing.record?).kind))
}

fn row(cx: Context, standard: &Standard, gap: &Gap) -> Row {
    let clause = &standard.clauses[gap.clause];
    let kind = gap.write.map(|kind| cx.project.schema.kind(kind));
    // A record that is there is where to start, unless another one has to be written.
    let own = gap.lacking.first().filter(|r| Some(cx.project.record(**r).kind) == gap.write);
    let start = match (own, kind) {
        (Some(record), _) => Cell::Place(cx.project.record(*record).span),
        (None, Some(kind)) => Cell::Code(format!("techfile new {}", kind.name)),
        (None, None) => Cell::Empty,
    };
    Row {
        record: None,
        cells: vec![
            phase(standard, &clause.number),
            Cell::Code(clause.number.clone()),
            Cell::Text(clause.title.clone()),
            subjects(&gap.rows),
            Cell::Words(gap.words.clone()),
            cells::cut_records(&gap.lacking),
            kind.map_or(Cell::Empty, |kind| Cell::Text(kind.label.clone())),
            start,
        ],
    }
}

/// The subjects, whatever their scope.
fn subjects(rows: &[&ClauseRow]) -> Cell {
    match rows {
        [row] => cells::subject(row),
        rows => cells::cut_records(&rows.iter().filter_map(|r| r.subject).collect::<Vec<_>>()),
    }
}

/// The section of the standard under which a clause stands: the deepest of at most two numbers.
fn phase(standard: &Standard, number: &str) -> Cell {
    let over = |section: &&crate::schema::Section| section.number.matches('.').count() < 2 && Standard::is_under(number, &section.number);
    let section = standard.sections.iter().filter(over).max_by_key(|s| s.number.len());
    section.map_or(Cell::Empty, |s| Cell::Text(format!("{} {}", s.number, s.title)))
}
