//! `run-without-date`: a run or report that counts and has no date.

use crate::check::counting::{self, Counting};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "run-without-date",
        severity: Severity::Warning,
        clauses: &["5.7.5", "9.8"],
        finds: "A run or report that counts and has no date.",
        why: "Of several runs the latest counts, and one without a date can never be replaced by a later one.",
        resolve: "write the run's `date`; for reports, `date` in `[[evidence.report]]`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let counting = Counting::of(cx, &RULE);
    for run in counting.runs.into_iter().filter(|run| cx.project.field(*run, "date").is_none()) {
        found.lacking(run, &["date"], format!("{} does not say when it ran", cx.name(run)));
    }
    for report in counting.reports.into_iter().filter(|report| report.date.is_none()) {
        found.push(counting::report(&RULE.code, cx, report, "when it ran", "date"));
    }
}
