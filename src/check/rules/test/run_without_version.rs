//! `run-without-version`: a run or report that counts and does not say which version of the software ran.

use crate::check::counting::{self, Counting};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::says_something;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "run-without-version",
        severity: Severity::Warning,
        clauses: &["5.7.5", "9.8"],
        finds: "A run or report that counts and does not say which version of the software ran.",
        why: "Whether it was the version under view, nobody can tell.",
        resolve: "write the run's `software_version`; for reports, `version` in `[[evidence.report]]`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    // With a version under view such a run is told as stale.
    if cx.project.config.release.version.is_some() {
        return;
    }
    let counting = Counting::of(cx, &RULE);
    for run in counting.runs.into_iter().filter(|run| !cx.says(*run, "software_version")) {
        found.lacking(run, &["software_version"], format!("{} does not say which version of the software ran", cx.name(run)));
    }
    for report in counting.reports.into_iter().filter(|report| !report.version.as_deref().is_some_and(says_something)) {
        found.push(counting::report(&RULE.code, cx, report, "which version of the software ran", "version"));
    }
}
