//! `test-failing`: a test that fails.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Basis, Verdict};
use crate::model::{Outcome, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-failing",
        severity: Severity::Error,
        clauses: &["5.7.2", "9.1"],
        finds: "A test that fails.",
        why: "A failure is an anomaly, and has to go through problem resolution.",
        resolve: "resolve the failure, and record the problem report",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(judged) = cx.judgement.verdict(record)
        && judged.verdict == Verdict::Failing
    {
        let cases: Vec<String> = judged
            .rests_on
            .iter()
            .filter_map(|b| match b {
                Basis::Case(r, c) => {
                    let case = &cx.project.evidence.reports[*r].cases[*c];
                    (case.outcome >= Outcome::Failure).then(|| format!("`{}`", case.name))
                }
                Basis::Record(run) => {
                    let failing = cx.judgement.verdict(*run).is_some_and(|j| j.verdict == Verdict::Failing);
                    failing.then(|| format!("`{}`", cx.id(*run)))
                }
            })
            .collect();
        found.about(record, format!("{} fails: {}", cx.name(record), cases.join(", ")));
    }
}
