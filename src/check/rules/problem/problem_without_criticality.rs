//! `problem-without-criticality`: a problem report that does not say how critical the problem is.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "problem-without-criticality",
        severity: Severity::Warning,
        clauses: &["9.1"],
        finds: "A problem report that does not say how critical the problem is.",
        why: "What a problem means for performance, safety or security decides how fast it is dealt with, and who has to be told.",
        resolve: "write in `criticality` what the problem means for performance, safety or security",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "criticality").is_none() {
        found.at(record, cx.place_of(record, "criticality"), format!("{} does not say how critical the problem is", cx.name(record)));
    }
}
