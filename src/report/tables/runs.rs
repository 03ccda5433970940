//! Runs over time: every run of every test, by hand and by report, with what it was made on and whether it counts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::judge::{Basis, Verdict};
use crate::model::{RecordId, Report, Value};
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, Tone, words};

/// The table of runs.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let mut of_reports: BTreeMap<RecordId, BTreeMap<usize, Verdict>> = BTreeMap::new();
    for (r, cases) in cx.judgement.proof.case_tests.iter().enumerate() {
        for (c, tests) in cases.iter().enumerate() {
            let went = Verdict::from(cx.project.evidence.reports[r].cases[c].outcome);
            for test in tests {
                let worst = of_reports.entry(*test).or_default().entry(r).or_insert(went);
                *worst = (*worst).max(went);
            }
        }
    }
    let mut rows = Vec::new();
    for test in cx.project.with_role("test") {
        let counts = cx.judgement.verdict(test).map(|j| j.rests_on.as_slice()).unwrap_or_default();
        let mut runs: Vec<(Option<Date>, Row)> = Vec::new();
        for run in cx.project.link_name("runs").map_or_else(Vec::new, |name| cx.project.graph.neighbours(test, name)) {
            runs.push(by_hand(cx, test, run, counts.contains(&Basis::Record(run))));
        }
        for (index, went) in of_reports.get(&test).into_iter().flatten() {
            let report = &cx.project.evidence.reports[*index];
            let counts = counts.iter().any(|b| matches!(b, Basis::Case(r, _) if r == index));
            runs.push((report.date, by_report(test, report, *went, counts)));
        }
        runs.sort_by_key(|(date, _)| *date);
        rows.extend(runs.into_iter().map(|(_, row)| row));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let counting = rows.len();
    vec![Table {
        key: "runs".to_owned(),
        title: words::runs(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::test(), 0),
            Column::new(columns::date(), 0),
            Column::new(columns::run(), 1),
            Column::new(columns::outcome(), 0),
            Column::new(columns::counts(), 0),
            Column::new(columns::version(), 0),
            Column::new(columns::platform(), 0),
            Column::new(columns::environment(), 2),
            Column::new(columns::tools(), 1),
            Column::new(columns::tester(), 1),
        ],
        rows,
        notes: vec![words::runs_note(counting)],
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}

fn by_hand(cx: Context, test: RecordId, run: RecordId, counts: bool) -> (Option<Date>, Row) {
    let field = |name: &str| {
        let kind = cx.project.kind(run);
        kind.field(name).filter(|i| cx.project.record(run).field(*i).is_some()).map_or(Cell::Empty, |i| Cell::Field(run, i))
    };
    let date = match cx.project.field(run, "date").map(|e| &e.value) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    // A run is no better than its steps, whatever it states.
    let worse = match cx.judgement.verdict(run).map(|j| j.verdict) {
        Some(verdict @ (Verdict::Failing | Verdict::Blocked | Verdict::NotRun)) if cx.project.text(run, "result") == Some("pass") => Some(verdict),
        _ => None,
    };
    let people: Vec<Cell> = ["tester", "responsible"].map(field).into_iter().filter(|c| !matches!(c, Cell::Empty)).collect();
    let cells = vec![
        Cell::Records(vec![test]),
        dated(date),
        Cell::Records(vec![run]),
        worse.map_or_else(|| field("result"), |verdict| Cell::Many(vec![field("result"), Cell::Verdict(verdict)])),
        counted(counts),
        field("software_version"),
        field("platform"),
        field("environment"),
        field("tools"),
        if people.is_empty() { Cell::Empty } else { Cell::Many(people) },
    ];
    (date, Row { record: Some(test), cells })
}

fn by_report(test: RecordId, report: &Report, went: Verdict, counts: bool) -> Row {
    let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
    let (word, tone) = match went {
        Verdict::Passing => (words::outcome_pass(), Tone::Ok),
        Verdict::Failing => (words::outcome_fail(), Tone::Bad),
        _ => (words::outcome_skipped(), Tone::Warn),
    };
    let cells = vec![
        Cell::Records(vec![test]),
        dated(report.date),
        Cell::Evidence(report.path.clone()),
        Cell::Pill(word, tone),
        counted(counts),
        text(&report.version),
        text(&report.platform),
        text(&report.environment),
        text(&report.tools),
        people(report),
    ];
    Row { record: Some(test), cells }
}

/// Who ran what a report tells, and who answers for it.
pub(in crate::report) fn people(report: &Report) -> Cell {
    let people: Vec<Cell> = [&report.tester, &report.responsible].into_iter().flatten().cloned().map(Cell::Text).collect();
    if people.is_empty() { Cell::Empty } else { Cell::Many(people) }
}

fn dated(date: Option<Date>) -> Cell {
    date.map_or(Cell::Empty, Cell::Date)
}

fn counted(counts: bool) -> Cell {
    Cell::Words(words::of::yes_or_no(counts))
}
