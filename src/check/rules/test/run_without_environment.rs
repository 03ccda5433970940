//! `run-without-environment`: a run or report that counts and does not say on what it ran: neither environment, hardware nor configuration.

use crate::check::counting::{self, Counting};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::says_something;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "run-without-environment",
        severity: Severity::Warning,
        clauses: &["5.7.5", "9.8"],
        finds: "A run or report that counts and does not say on what it ran: neither environment, hardware nor configuration.",
        why: "A result that nobody can bring about again proves little.",
        resolve: "write the run's `environment`, `hardware` or `software_configuration`; for reports, `environment` in `[[evidence.report]]`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let counting = Counting::of(cx, &RULE);
    for run in counting.runs.into_iter().filter(|run| ["environment", "hardware", "software_configuration"].iter().all(|field| !cx.says(*run, field))) {
        found.lacking(run, &["environment", "hardware", "software_configuration"], format!("{} does not say on what it ran", cx.name(run)));
    }
    for report in counting.reports.into_iter().filter(|report| !report.environment.as_deref().is_some_and(says_something)) {
        found.push(counting::report(&RULE.code, cx, report, "on what it ran", "environment"));
    }
}
