//! `unit-without-coverage`: a unit whose code no coverage report shows, while there are such reports.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unit-without-coverage",
        severity: Severity::Note,
        clauses: &["5.5.4"],
        finds: "A unit whose code no coverage report shows, while there are such reports.",
        why: "Code that no report shows may never have run in a test; for the highest class control flow and data flow are to be looked at.",
        resolve: "correct the path in `code`, or add the coverage report of the tests of the unit",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.excused(record) || cx.project.evidence.coverage.is_empty() {
        return;
    }
    // Without a place of its code, that is what is missing.
    if cx.judgement.coverage.of(record).is_some_and(|unit| unit.lines.total == 0) {
        let reports = cx.project.evidence.coverage.len();
        let reports = if reports == 1 { "the coverage report shows".to_owned() } else { format!("none of {reports} coverage reports shows") };
        let no = if reports.starts_with("none") { "" } else { "no " };
        found.at(record, cx.place_of(record, "code"), format!("{reports} {no}line of the code of {}", cx.name(record)));
    }
}
