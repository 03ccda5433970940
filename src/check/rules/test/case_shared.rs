//! `case-shared`: a case of a test report that several tests name.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::check::sharing;
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "case-shared",
        severity: Severity::Warning,
        clauses: &["5.7.1"],
        finds: "A test with a case in `automated` that another test names too, or whose name holds the id of another test.",
        why: "One result counts for several tests: each looks verified by itself, and perhaps none has a case of its own.",
        resolve: "name in each test the cases that show what it verifies, or make one test of them",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(shared) = cx.judgement.proof.shared_of(record).find(|shared| !shared.by_pattern) {
        let words = format!("{} shares the {} with {}", cx.name(record), sharing::cases(cx, shared), sharing::others(cx, shared));
        found.at(record, sharing::place(cx, record, shared.entry), words);
    }
}
