//! `run-without-tester`: a run or report that counts and names neither who ran it nor who answers for it.

use crate::check::counting::{self, Counting};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::says_something;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "run-without-tester",
        severity: Severity::Warning,
        clauses: &["5.7.5", "9.8"],
        finds: "A run or report that counts and names neither who ran it nor who answers for it.",
        why: "Somebody has to answer for a result, also when a machine ran the test.",
        resolve: "write the run's `tester` or `responsible`; for reports, `tester` or `responsible` in `[[evidence.report]]`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let counting = Counting::of(cx, &RULE);
    for run in counting.runs.into_iter().filter(|run| ["tester", "responsible"].iter().all(|field| !cx.says(*run, field))) {
        found.lacking(run, &["tester", "responsible"], format!("{} does not say who ran it", cx.name(run)));
    }
    for report in
        counting.reports.into_iter().filter(|report| ![&report.tester, &report.responsible].iter().any(|who| who.as_deref().is_some_and(says_something)))
    {
        found.push(counting::report(&RULE.code, cx, report, "who ran it", "tester"));
    }
}
