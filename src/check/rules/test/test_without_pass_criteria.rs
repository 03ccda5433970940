//! `test-without-pass-criteria`: a test that is not automated and does not say when it has passed.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId, says_something};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-without-pass-criteria",
        severity: Severity::Warning,
        clauses: &["5.7.1"],
        finds: "A test that is not automated and does not say when it has passed.",
        why: "Whether it passed is then for each tester to decide.",
        resolve: "write `pass_criteria`, or what is `expected` of each step",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.says(record, "automated") || cx.says(record, "pass_criteria") || cx.excused(record) {
        return;
    }
    let steps = cx.project.field(record, "steps").map(|e| e.items()).unwrap_or_default();
    let expects = |step: &Entry| step.value.get("expected").and_then(|e| e.value.text()).is_some_and(says_something);
    match steps.iter().position(|step| !expects(step)) {
        None if !steps.is_empty() => {}
        Some(lacking) if steps.iter().any(expects) => {
            let words = format!("{} does not say what is expected of step {}, nor when it has passed", cx.name(record), lacking + 1);
            found.at(record, steps[lacking].span, words);
        }
        _ => found.lacking(record, &["pass_criteria", "steps"], format!("{} does not say when it has passed", cx.name(record))),
    }
}
