//! `test-without-steps`: a test that is not automated and has neither steps nor a procedure.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Basis;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-without-steps",
        severity: Severity::Warning,
        clauses: &["5.7.1"],
        finds: "A test that is not automated and has neither steps nor a procedure.",
        why: "Nobody can run it twice in the same way.",
        resolve: "write `steps` or a `procedure`, or name its cases in `automated`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let fields = ["steps", "procedure", "automated"];
    let is_automated = || cx.judgement.verdict(record).is_some_and(|j| j.rests_on.iter().any(|basis| matches!(basis, Basis::Case(..))));
    let told = fields.iter().any(|field| cx.says(record, field)) || is_automated();
    if !told && !cx.excused(record) {
        found.lacking(record, &fields, format!("{} has neither steps nor a procedure", cx.name(record)));
    }
}
