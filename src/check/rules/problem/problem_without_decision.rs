//! `problem-without-decision`: a problem report that is closed without a decision.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "problem-without-decision",
        severity: Severity::Warning,
        clauses: &["9.2"],
        finds: "A problem report that is closed without a decision.",
        why: "An investigation ends in a change, or in the reason for none; a report that ends in neither was only put away.",
        resolve: "link the change with `resolved_by`, or write `decision` or `no_action_reason`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let decided = cx.said(record, "decision").is_some() || cx.said(record, "no_action_reason").is_some();
    if cx.date(record, "closed").is_some() && !decided && cx.project.linked(record, "resolved_by").is_empty() {
        let message = format!("{} is closed with neither a change nor a reason for none", cx.name(record));
        found.at(record, cx.place_of(record, "closed"), message);
    }
}
