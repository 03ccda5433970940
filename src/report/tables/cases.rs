//! Cases of the test reports: which test each one belongs to; what no test names is listed, never dropped.

use crate::judge::Basis;
use crate::model::{Case, Outcome, RecordId, Report};
use crate::report::tables::records::records_cell;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, LongTable, Row, Table, Tone, words};

/// The table of cases.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let reports = &cx.project.evidence.reports;
    if reports.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (r, report) in reports.iter().enumerate() {
        for c in 0..report.cases.len() {
            let mut cells = cells(cx, r, c);
            cells.push(Cell::Place(report.cases[c].span));
            cells.push(report.date.map_or(Cell::Empty, Cell::Date));
            cells.push(report.version.clone().map_or(Cell::Empty, Cell::Text));
            rows.push(Row { record: None, cells });
        }
    }
    let without = cx.project.with_role("test").filter(|t| !cx.project.is_obsolete(*t) && !rests_on_case(cx, *t)).count();
    let counts = Counts::of(reports, &cx.judgement.proof.case_tests);
    vec![Table {
        key: "test-cases".to_owned(),
        title: words::test_cases(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::case(), 3),
            Column::new(columns::outcome(), 0),
            Column::new(columns::test(), 0),
            Column::new(columns::classname(), 1),
            Column::new(columns::place(), 1),
            Column::new(columns::date(), 0),
            Column::new(columns::version(), 0),
        ],
        rows,
        notes: vec![counts.note(without)],
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}

/// The cases of one report, with what it says about those that failed.
pub(in crate::report) fn of_report(cx: Context<'_>, r: usize) -> LongTable<'_> {
    let report = &cx.project.evidence.reports[r];
    let head = Table {
        key: String::new(),
        title: words::report_cases(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::case(), 3),
            Column::new(columns::outcome(), 0),
            Column::new(columns::test(), 0),
            Column::new(columns::classname(), 1),
            Column::new(columns::line(), 0).number(),
            Column::new(columns::said(), 3),
        ],
        rows: Vec::new(),
        notes: vec![Counts::of(std::slice::from_ref(report), &cx.judgement.proof.case_tests[r..=r]).note_of_report()],
        groups: Vec::new(),
        footer: Vec::new(),
    };
    LongTable::new(head, (0..report.cases.len()).collect(), move |c| {
        let mut cells = cells(cx, r, *c);
        let Case { span, message: said, .. } = &report.cases[*c];
        cells.push(Cell::Count(cx.project.sources.get(span.file).position(span.start).0));
        cells.push(if said.is_empty() { Cell::Empty } else { Cell::Text(said.clone()) });
        Row { record: None, cells }
    })
}

/// What both tables show of a case.
fn cells(cx: Context, r: usize, c: usize) -> Vec<Cell> {
    let case = &cx.project.evidence.reports[r].cases[c];
    let tone = match case.outcome {
        Outcome::Pass if case.flaky => Tone::Warn,
        Outcome::Pass => Tone::Ok,
        Outcome::Skipped => Tone::Warn,
        Outcome::Failure | Outcome::Error => Tone::Bad,
    };
    vec![
        Cell::Text(case.name.clone()),
        Cell::Pill(outcome(case), tone),
        records_cell(cx.judgement.proof.case_tests[r][c].clone()),
        Cell::Code(case.classname.clone()),
    ]
}

/// How the cases of reports went.
struct Counts {
    total: usize,
    passed: usize,
    failed: usize,
    errors: usize,
    skipped: usize,
    unnamed: usize,
    flaky: usize,
}

impl Counts {
    /// Of reports; `tests` are those that each case belongs to.
    fn of(reports: &[Report], tests: &[Vec<Vec<RecordId>>]) -> Self {
        let count = |which: &dyn Fn(&Case) -> bool| reports.iter().flat_map(|r| &r.cases).filter(|c| which(c)).count();
        let went = |outcome: Outcome| count(&|c| c.outcome == outcome);
        Self {
            total: count(&|_| true),
            passed: went(Outcome::Pass),
            failed: went(Outcome::Failure),
            errors: went(Outcome::Error),
            skipped: went(Outcome::Skipped),
            unnamed: tests.iter().flatten().filter(|t| t.is_empty()).count(),
            flaky: count(&|c| c.flaky),
        }
    }

    /// In words, of one report.
    fn note_of_report(&self) -> Label {
        words::report_cases_note(self.total, self.passed, self.failed, self.errors, self.skipped, self.unnamed, self.flaky)
    }

    /// In words, of all reports, with the number of tests that rest on no case.
    fn note(&self, without: usize) -> Label {
        words::test_cases_note(self.total, self.passed, self.failed, self.errors, self.skipped, self.unnamed, self.flaky, without)
    }
}

/// How a case went; one that failed at first and passed when it ran again is flaky.
fn outcome(case: &Case) -> Label {
    if case.flaky && case.outcome == Outcome::Pass { words::outcome_flaky() } else { words::of::outcome(case.outcome) }
}

fn rests_on_case(cx: Context, test: RecordId) -> bool {
    cx.judgement.verdict(test).is_some_and(|j| j.rests_on.iter().any(|b| matches!(b, Basis::Case(..))))
}
