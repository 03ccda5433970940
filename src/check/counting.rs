//! The runs and reports that verdicts rest on: what was superseded, or belongs to no test, has to say nothing more.

use super::rule::{Inspection, Rule};
use crate::diag::{Code, Diagnostic};
use crate::judge::Basis;
use crate::model::{RecordId, Report};

/// What counts, each once, in order.
pub(super) struct Counting<'a> {
    /// Runs that were made, and not only planned or left out.
    pub(super) runs: Vec<RecordId>,
    /// Test reports.
    pub(super) reports: Vec<&'a Report>,
}

impl<'a> Counting<'a> {
    /// The runs and reports of those tests that a rule asks about.
    pub(super) fn of(cx: &Inspection<'a>, rule: &Rule) -> Self {
        let (mut runs, mut reports) = (Vec::new(), Vec::new());
        for test in cx.project.with_role("test").filter(|t| !cx.project.is_obsolete(*t) && rule.asks(cx.project, cx.class(*t))) {
            for basis in cx.judgement.verdict(test).map(|j| j.rests_on.as_slice()).unwrap_or_default() {
                match basis {
                    Basis::Record(run) => runs.push(*run),
                    Basis::Case(report, _) => reports.push(*report),
                }
            }
        }
        runs.retain(|run| !matches!(cx.project.text(*run, "result"), None | Some("not_run" | "skipped")));
        runs.sort_unstable();
        runs.dedup();
        reports.sort_unstable();
        reports.dedup();
        Self { runs, reports: reports.into_iter().map(|r| &cx.project.evidence.reports[r]).collect() }
    }
}

/// A finding that nothing says `what` of a report, which is what a key of `[[evidence.report]]` is for.
pub(super) fn report(code: &'static Code, cx: &Inspection, report: &Report, what: &str, key: &str) -> Diagnostic {
    Diagnostic::new(code, cx.place_of_report(report), format!("nothing says of report `{}` {what}", report.path))
        .help(format!("write `{key}` in an `[[evidence.report]]` about it in book.toml"))
}
