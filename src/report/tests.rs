//! Cases of the test reports: which test each one belongs to; what no test names is listed, never dropped.

use super::{Cell, Column, Context, Group, Label, Row, Table, Tone, kinds::records_cell};
use crate::judge::Basis;
use crate::model::{Case, Outcome, RecordId};

/// The table of cases.
pub(super) fn tables(cx: Context) -> Vec<Table> {
    let reports = &cx.project.evidence.reports;
    if reports.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let (mut unnamed, mut flaky) = (0, 0);
    for (r, report) in reports.iter().enumerate() {
        for (c, case) in report.cases.iter().enumerate() {
            let tests = cx.judgement.case_tests[r][c].clone();
            unnamed += usize::from(tests.is_empty());
            flaky += usize::from(case.flaky);
            let tone = match case.outcome {
                Outcome::Pass if case.flaky => Tone::Warn,
                Outcome::Pass => Tone::Ok,
                Outcome::Skipped => Tone::Warn,
                Outcome::Failure | Outcome::Error => Tone::Bad,
            };
            let cells = vec![
                Cell::Text(case.name.clone()),
                Cell::Pill(outcome(case), tone),
                records_cell(tests),
                Cell::Code(case.classname.clone()),
                Cell::Place(case.span),
                report.date.map_or(Cell::Empty, Cell::Date),
                report.version.clone().map_or(Cell::Empty, Cell::Text),
            ];
            rows.push(Row { record: None, cells });
        }
    }
    let total = rows.len();
    let without = cx.project.with_role("test").filter(|t| !cx.project.is_obsolete(*t) && !rests_on_case(cx, *t)).count();
    let went = |outcome: Outcome| reports.iter().flat_map(|r| &r.cases).filter(|c| c.outcome == outcome).count();
    let counts = [
        ("total", total),
        ("passed", went(Outcome::Pass)),
        ("failed", went(Outcome::Failure)),
        ("errors", went(Outcome::Error)),
        ("skipped", went(Outcome::Skipped)),
        ("unnamed", unnamed),
        ("flaky", flaky),
        ("without", without),
    ];
    let counts = counts.into_iter().map(|(name, n)| (name, n.to_string())).collect();
    vec![Table {
        key: "test-cases".to_owned(),
        title: Label::key("test_cases"),
        group: Group::Evidence,
        columns: vec![
            Column::new("case", 3),
            Column::new("outcome", 0),
            Column::new("test", 0),
            Column::new("classname", 1),
            Column::new("place", 1),
            Column::new("date", 0),
            Column::new("version", 0),
        ],
        rows,
        notes: vec![Label::Filled("test_cases_note".to_owned(), counts)],
        footer: Vec::new(),
    }]
}

/// How a case went; one that failed at first and passed when it ran again is flaky.
fn outcome(case: &Case) -> Label {
    if case.flaky && case.outcome == Outcome::Pass { Label::key("outcome_flaky") } else { Label::key(format!("outcome_{}", case.outcome.word())) }
}

fn rests_on_case(cx: Context, test: RecordId) -> bool {
    cx.judgement.verdict(test).is_some_and(|j| j.rests_on.iter().any(|b| matches!(b, Basis::Case(..))))
}
