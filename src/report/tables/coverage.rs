//! Structural coverage by unit: what ran, of how much, by which report. A unit that no report shows has no data, not none.

use crate::judge::{Measure, Share, UnitCoverage};
use crate::model::RecordId;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, LongTable, Row, Table, words};

/// How many files a cell names.
const NAMED: usize = 20;

/// The table of units that say where their code is.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let (reports, coverage) = (&cx.project.evidence.coverage, &cx.judgement.coverage);
    if reports.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Row> = coverage.units.iter().map(|unit| row(cx, unit)).collect();
    let without = coverage.units.iter().filter(|u| u.lines.total == 0).count();
    let unmatched: usize = coverage.unmatched.iter().map(Vec::len).sum();
    let note = words::coverage_note(rows.len(), without, unmatched, coverage.ambiguous.len());
    vec![Table { rows, ..head(vec![note]) }]
}

/// The units of which a report shows something: with what all reports show of them together.
pub(in crate::report) fn of_file(cx: Context<'_>, report: usize) -> LongTable<'_> {
    let units: Vec<&UnitCoverage> = cx.judgement.coverage.units.iter().filter(|u| u.reports.contains(&report)).collect();
    LongTable::new(head(Vec::new()), units, move |unit| row(cx, unit))
}

fn row(cx: Context, unit: &UnitCoverage) -> Row {
    let reports = &cx.project.evidence.coverage;
    let cells = vec![
        Cell::Records(vec![unit.unit]),
        Cell::Title(unit.unit),
        cx.judgement.class(unit.unit).map_or(Cell::Empty, |c| Cell::Class(*c)),
        names(unit.files.iter().map(|file| Cell::Code(file.clone()))),
        of(unit.lines),
        percent(unit.lines),
        of(unit.branches),
        goals(cx, unit.unit),
        names(unit.reports.iter().map(|r| Cell::Evidence(reports[*r].path.clone()))),
    ];
    Row { record: Some(unit.unit), cells }
}

/// The goals that a unit states, and whether it deviates from them with a reason.
fn goals(cx: Context, unit: RecordId) -> Cell {
    let stated = |field: &str| cx.project.field(unit, "coverage").and_then(|group| group.value.get(field)).and_then(|e| e.value.text());
    let mut cells: Vec<Cell> = Vec::new();
    for measure in Measure::ALL {
        let words = match measure {
            Measure::Statement => words::goal_statement,
            Measure::Branch => words::goal_branch,
        };
        cells.extend(stated(measure.field()).map(|percent| Cell::Words(words(format!("{percent} %")))));
    }
    if cx.judgement.coverage.unmet_goals(unit).any(|goal| goal.excused) {
        cells.push(Cell::Words(words::deviation_recorded()));
    }
    if cells.is_empty() { Cell::Empty } else { Cell::Many(cells) }
}

fn head(notes: Vec<Label>) -> Table {
    Table {
        key: "coverage".to_owned(),
        title: words::coverage_title(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::unit(), 0),
            Column::new(columns::title(), 2),
            Column::new(columns::class(), 0),
            Column::new(columns::files(), 2),
            Column::new(columns::lines(), 0).number(),
            Column::new(columns::lines_share(), 0).number(),
            Column::new(columns::branches(), 0).number(),
            Column::new(columns::goal(), 1),
            Column::new(columns::report(), 1),
        ],
        rows: Vec::new(),
        notes,
        groups: Vec::new(),
        footer: vec![words::coverage_footer()],
    }
}

fn of(share: Share) -> Cell {
    if share.total == 0 {
        return Cell::Words(words::no_data());
    }
    Cell::Words(words::n_of_total(lines(share.covered), lines(share.total)))
}

/// The share of lines, never rounded up: 100 is all of them.
fn percent(share: Share) -> Cell {
    if share.total == 0 {
        return Cell::Words(words::no_data());
    }
    let thousandths = u128::from(share.covered) * 1000 / u128::from(share.total);
    Cell::Text(format!("{}.{} %", thousandths / 10, thousandths % 10))
}

/// Names, as many as a cell holds, and how many more there are.
fn names(names: impl ExactSizeIterator<Item = Cell>) -> Cell {
    let others = names.len().saturating_sub(NAMED);
    let mut cells: Vec<Cell> = names.take(NAMED).collect();
    if others > 0 {
        cells.push(Cell::Words(words::and_more(others)));
    }
    if cells.is_empty() { Cell::Words(words::no_data()) } else { Cell::Many(cells) }
}

fn lines(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
