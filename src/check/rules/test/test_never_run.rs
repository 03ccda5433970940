//! `test-never-run`: a test that was never run, or only skipped.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::RecordId;

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
        found.about(record, words);
    } else if !cx.has_cases() {
        // Where there are reports, a name that no case has is told where it stands.
        found.with_help(record, words, format!("no report is there that could have a case called {}", missing.join(", ")));
    }
}
