//! Traceability matrices: where a path of links leads from each record.

use crate::judge::{Basis, verdict_on};
use crate::model::RecordId;
use crate::report::tables::records::linked;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, words};
use crate::schema::{KindId, Name};

/// The matrices that every project has: requirement ↔ test ↔ run, need → requirement, risk ↔ control ↔ requirement.
pub(in crate::report) fn built_in(cx: Context) -> Vec<Table> {
    let requirements: Vec<RecordId> = ["system_requirement", "requirement"].iter().flat_map(|role| cx.project.with_role(role)).collect();
    let mut tables = Vec::new();
    if !requirements.is_empty() {
        tables.push(requirement_test_run(cx, &requirements));
    }
    let paths: [(&str, Label, &str, &[&str]); 2] = [
        ("matrix-need-requirement", words::matrix_need_requirement(), "need", &["refined_by", "refined_by"]),
        ("matrix-risk-control", words::matrix_risk_control(), "risk", &["mitigated_by", "implemented_by"]),
    ];
    for (key, title, role, links) in paths {
        let start: Vec<RecordId> = cx.project.with_role(role).collect();
        let path: Vec<Name> = links.iter().filter_map(|l| cx.project.link_name(l)).collect();
        if !start.is_empty() && path.len() == links.len() {
            tables.push(chains(cx, key.to_owned(), title, &start, &path));
        }
    }
    tables
}

/// The matrices that the settings declare.
pub(in crate::report) fn of_project(cx: Context) -> Vec<Table> {
    let mut tables = Vec::new();
    for (number, matrix) in cx.project.config.matrices.iter().enumerate() {
        let path: Option<Vec<Name>> = matrix.path.iter().map(|name| cx.project.link_name(&name.value)).collect();
        let Some(path) = path else { continue };
        let Some(first) = path.first() else { continue };
        let ends = cx.project.schema.ends(first.link, first.side);
        let start: Vec<RecordId> = cx.project.iter().map(|(id, _)| id).filter(|id| ends.allow(cx.project.kind(*id))).collect();
        tables.push(chains(cx, format!("matrix-{}", number + 1), Label::words(&matrix.title.value), &start, &path));
    }
    tables
}

/// The records of a kind with what a path of links leads to.
pub(in crate::report) fn matrix(cx: Context, kind: KindId, path: &[Name]) -> Table {
    let start: Vec<RecordId> = cx.project.of_kind(kind).collect();
    let names: Vec<&str> = path.iter().map(|n| cx.project.schema.link(n.link).label_at(n.side)).collect();
    let title = format!("{}: {}", cx.project.schema.kind(kind).plural, names.join(" → ").to_lowercase());
    chains(cx, format!("matrix-{}", cx.project.schema.kind(kind).name), Label::words(title), &start, path)
}

/// Each requirement with its two verdicts, what verifies it and at which level, that verdict, and what that one rests on.
fn requirement_test_run(cx: Context, requirements: &[RecordId]) -> Table {
    let mut rows = Vec::new();
    for requirement in requirements {
        let own = cx.judgement.verdict(*requirement).map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
        let review = cx.judgement.reviewed(*requirement).map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
        let head = [Cell::Records(vec![*requirement]), Cell::Title(*requirement), own, review];
        let verifiers = neighbours(cx, *requirement, "verified_by");
        if verifiers.is_empty() {
            let cells = head.iter().cloned().chain([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]).collect();
            rows.push(Row { record: Some(*requirement), cells });
        }
        for verifier in verifiers {
            let judged = cx.judgement.verdict(verifier);
            let verdict = judged.map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
            let basis = judged.map_or(Cell::Empty, |j| basis(cx, &j.rests_on));
            let level = cx.project.kind(verifier).field("level").filter(|at| cx.project.record(verifier).field(*at).is_some());
            let level = level.map_or(Cell::Empty, |at| Cell::Field(verifier, at));
            let verifier = linked(cx, *requirement, cx.project.link_name("verified_by"), verifier);
            let cells = head.iter().cloned().chain([verifier, level, verdict, basis]).collect();
            rows.push(Row { record: Some(*requirement), cells });
        }
    }
    Table {
        key: "matrix-requirement-test-run".to_owned(),
        title: words::matrix_requirement_test_run(),
        group: Group::Trace,
        columns: vec![
            Column::new(columns::requirement(), 0),
            Column::new(columns::title(), 3),
            Column::new(columns::verified(), 0),
            Column::new(columns::review(), 0),
            Column::new(columns::verified_by(), 0),
            Column::new(columns::level(), 0),
            Column::new(columns::test_verdict(), 0),
            Column::new(columns::rests_on(), 3),
        ],
        rows,
        notes: Vec::new(),
        groups: vec![vec![0, 1, 2, 3]],
        footer: vec![words::matrix_footer()],
    }
}

fn neighbours(cx: Context, record: RecordId, link: &str) -> Vec<RecordId> {
    cx.project.link_name(link).map_or_else(Vec::new, |name| cx.project.graph.neighbours(record, name))
}

/// What a verdict rests on: runs as records, cases by name and outcome.
pub(in crate::report) fn basis(cx: Context, rests_on: &[Basis]) -> Cell {
    let cells: Vec<Cell> = rests_on
        .iter()
        .map(|basis| match basis {
            Basis::Record(record) => Cell::Records(vec![*record]),
            Basis::Case(report, case) => {
                let case = &cx.project.evidence.reports[*report].cases[*case];
                Cell::Words(words::case_outcome(case.name.as_str(), words::of::outcome(case.outcome)))
            }
        })
        .collect();
    if cells.is_empty() { Cell::Empty } else { Cell::Many(cells) }
}

/// One row a chain; a chain that ends early has empty cells, which is what a matrix is read for.
fn chains(cx: Context, key: String, title: Label, start: &[RecordId], path: &[Name]) -> Table {
    let mut rows = Vec::new();
    let mut chain = Vec::new();
    for record in start {
        chain.push(*record);
        follow(cx, path, 0, &mut chain, &mut rows);
        chain.pop();
    }
    let mut columns = vec![start_column(cx, start), Column::new(columns::title(), 2), Column::new(columns::verdict(), 0)];
    for (step, name) in path.iter().enumerate() {
        let link = cx.project.schema.link(name.link);
        let suffix = if step == 0 { String::new() } else { format!("_{}", step + 1) };
        columns.push(Column::titled(&format!("{}{suffix}", link.name_at(name.side)), link.label_at(name.side), 0));
        columns.push(Column::called(&format!("title{}", step + 2), columns::title().label, 2));
        columns.push(Column::called(&format!("verdict{}", step + 2), columns::verdict().label, 0));
    }
    // The chains that a record begins share its cells; each step but the last may fork again.
    let groups: Vec<Vec<usize>> = (0..path.len()).map(|step| (step * 3..step * 3 + 3).collect()).collect();
    Table { key, title, group: Group::Trace, columns, rows, groups, notes: Vec::new(), footer: vec![words::matrix_footer()] }
}

/// The first column is headed by what stands in it: the kinds of the records that the chains start with.
fn start_column(cx: Context, start: &[RecordId]) -> Column {
    let mut labels: Vec<&str> = start.iter().map(|r| cx.project.kind(*r).label.as_str()).collect();
    labels.dedup();
    if labels.is_empty() { Column::new(columns::id(), 0) } else { Column::titled("start", &labels.join(", "), 0) }
}

/// Follows a path from its step `done` on.
fn follow(cx: Context, path: &[Name], done: usize, chain: &mut Vec<RecordId>, rows: &mut Vec<Row>) {
    let Some(last) = chain.last().copied() else { return };
    let width = path.len() + 1;
    let next = path.get(done).map_or_else(Vec::new, |name| cx.project.graph.neighbours(last, *name));
    if next.is_empty() {
        let mut cells = Vec::with_capacity(width * 3);
        for place in 0..width {
            match chain.get(place) {
                Some(record) => {
                    let before = place.checked_sub(1).and_then(|b| Some((chain.get(b)?, path.get(b)?)));
                    let own = before.map_or_else(|| Cell::Records(vec![*record]), |(from, name)| linked(cx, *from, Some(*name), *record));
                    cells.extend([own, Cell::Title(*record), verdict(cx, *record)]);
                }
                None => cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]),
            }
        }
        rows.push(Row { record: chain.first().copied(), cells });
        return;
    }
    for record in next {
        chain.push(record);
        follow(cx, path, done + 1, chain, rows);
        chain.pop();
    }
}

fn verdict(cx: Context, record: RecordId) -> Cell {
    verdict_on(cx.view(), record).map_or(Cell::Empty, |j| Cell::Verdict(j.verdict))
}
