//! `unit-unverified`: a unit that is neither tested nor otherwise verified.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unit-unverified",
        severity: Severity::Warning,
        clauses: &["5.5.5"],
        finds: "A unit that is neither tested nor otherwise verified.",
        why: "Nothing shows that the unit meets its acceptance criteria.",
        resolve: "add the unit to `verifies` of a test or verification",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::Unverified) {
        found.about(record, format!("{} is neither tested nor otherwise verified", cx.name(record)));
    }
}
