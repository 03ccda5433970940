//! `requirement-unverified`: a requirement that is neither tested nor otherwise verified.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "requirement-unverified",
        severity: Severity::Error,
        clauses: &["5.7.1"],
        finds: "A requirement that is neither tested nor otherwise verified.",
        why: "Nothing shows that the software does what it asks for.",
        resolve: "add the requirement to `verifies` of a test or verification",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["requirement", "system_requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::Unverified) && !cx.excused(record) {
        found.lacking(record, &["verified_by"], format!("{} is neither tested nor otherwise verified", cx.name(record)));
    }
}
