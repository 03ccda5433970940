//! `test-verifies-nothing`: a test that verifies nothing, validates nothing and shows no effect.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-verifies-nothing",
        severity: Severity::Warning,
        clauses: &["5.7.4"],
        finds: "A test that verifies nothing, validates nothing and shows no effect.",
        why: "Its result supports no claim.",
        resolve: "link what it tests with `verifies`, `validates` or `shows_effect_of`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    let links = ["verifies", "validates", "shows_effect_of"];
    if links.iter().all(|link| cx.project.linked(record, link).is_empty()) && !cx.excused(record) {
        found.lacking(record, &links, format!("{} verifies nothing", cx.name(record)));
    }
}
