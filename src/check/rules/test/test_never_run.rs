//! `test-never-run`: a test that was never run, or only skipped.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Basis, Verdict};
use crate::model::{Choice, RecordId, RunResult, Words};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-never-run",
        severity: Severity::Error,
        clauses: &["5.6.7", "5.7.5"],
        finds: "A test that was never run, or only skipped.",
        why: "A test that did not run shows nothing about what it is said to verify.",
        resolve: "run the test and add its report or a `run` record for the version under view",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let is_open = cx.judgement.verdict(record).is_some_and(|j| matches!(j.verdict, Verdict::NotRun | Verdict::Unverified));
    if !is_open || cx.excused(record) {
        return;
    }
    let words = format!("{} has no passing run", cx.name(record));
    let missing: Vec<String> = cx.judgement.proof.unmatched_of(record).map(|n| format!("`{n}`")).collect();
    if missing.is_empty() {
        if let Some(report) = to_come(cx, record) {
            let help = format!("its cases passed in report `{report}`, which is dated in the future and does not count: see `future-date`");
            found.with_help(record, words, help);
            return;
        }
        match uncounted(cx, record).as_slice() {
            [] => found.about(record, words),
            runs => found.with_help(record, words, format!("recorded as passed, but not counted: {}; see the findings on them", runs.join(", "))),
        }
    } else if !cx.has_cases() {
        // Where there are reports, a name that no case has is told where it stands.
        found.with_help(record, words, format!("no report is there that could have a case called {}", missing.join(", ")));
    }
}

/// A report of a day to come in which a case of a test passed.
fn to_come<'a>(cx: &Inspection<'a>, test: RecordId) -> Option<&'a str> {
    let rests_on = cx.judgement.verdict(test).map(|j| j.rests_on.as_slice()).unwrap_or_default();
    let reports = rests_on.iter().filter_map(|basis| match basis {
        Basis::Case(report, _) => Some(&cx.project.evidence.reports[*report]),
        Basis::Record(_) => None,
    });
    reports.filter(|report| report.date.is_some_and(|date| date > cx.project.as_of)).map(|report| report.path.as_str()).next()
}

/// The runs by hand of a test that say it passed, and show nothing: somebody else's, too old, of another version or of a day to come.
fn uncounted(cx: &Inspection, test: RecordId) -> Vec<String> {
    let says_pass = |run: &RecordId| RunResult::of(cx.project.field(*run, "result")) == Choice::Word(RunResult::Pass);
    let counts = |run: &RecordId| cx.judgement.verdict(*run).is_some_and(|j| j.verdict == Verdict::Passing);
    let runs = cx.project.linked(test, "runs").into_iter().filter(|run| says_pass(run) && !counts(run));
    runs.map(|run| format!("`{}`", cx.id(run))).collect()
}
