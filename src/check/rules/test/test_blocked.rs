//! `test-blocked`: a test whose run was blocked.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Basis, Verdict};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-blocked",
        severity: Severity::Error,
        clauses: &["5.7.5"],
        finds: "A test whose run was blocked.",
        why: "A test that could not be run shows nothing about what it is said to verify.",
        resolve: "remove what blocks the test and run it again, or record the problem report",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let is_blocked = |r: RecordId| cx.judgement.verdict(r).is_some_and(|j| j.verdict == Verdict::Blocked);
    let Some(judged) = cx.judgement.verdict(record).filter(|_| is_blocked(record) && !cx.excused(record)) else { return };
    let runs = judged.rests_on.iter().filter_map(|b| match b {
        Basis::Record(run) if is_blocked(*run) => Some(format!("`{}`", cx.id(*run))),
        _ => None,
    });
    found.about(record, format!("{} is blocked: {}", cx.name(record), runs.collect::<Vec<_>>().join(", ")));
}
