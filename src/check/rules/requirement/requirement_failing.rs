//! `requirement-failing`: a requirement with a test or verification that fails.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Basis, Verdict};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "requirement-failing",
        severity: Severity::Error,
        clauses: &["5.7.1", "5.7.2"],
        finds: "A requirement with a test or verification that fails.",
        why: "The software does not do what it shall do, or the test is wrong; either has to go through problem resolution.",
        resolve: "resolve the failure: correct the software or the test, and record the problem report",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["requirement", "system_requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(judged) = cx.judgement.verdict(record)
        && judged.verdict == Verdict::Failing
    {
        let failing: Vec<&str> = judged
            .rests_on
            .iter()
            .filter_map(|b| match b {
                Basis::Record(r) if cx.judgement.verdict(*r).is_some_and(|j| j.verdict == Verdict::Failing) => Some(cx.id(*r)),
                _ => None,
            })
            .collect();
        found.about(record, format!("{} fails: {}", cx.name(record), failing.join(", ")));
    }
}
