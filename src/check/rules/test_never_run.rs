//! `test-never-run`: a test without a passing run: never run, skipped, blocked, stale, or with a name in `automated` that no case has.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-never-run",
        severity: Severity::Error,
        clauses: &["5.6.7", "5.7.5"],
        finds: "A test without a passing run: never run, skipped, blocked, stale, or with a name in `automated` that no case has.",
        why: "A test that did not run shows nothing about what it is said to verify.",
        resolve: "run the test and add its report or a `run` record for the version under view",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    let Some(judged) = cx.judgement.verdict(record) else { return };
    let words = match judged.verdict {
        Verdict::NotRun | Verdict::Unverified => "has no passing run",
        Verdict::Stale => "ran only with another version of the software",
        Verdict::Blocked => "is blocked",
        Verdict::Passing | Verdict::Failing => return,
    };
    let missing: Vec<String> = cx.judgement.unmatched_of(record).map(|n| format!("`{n}`")).collect();
    if missing.is_empty() {
        found.about(record, format!("{} {words}", cx.name(record)));
    } else {
        let help = format!("no report has a case called {}", missing.join(", "));
        found.with_help(record, format!("{} {words}", cx.name(record)), help);
    }
}
