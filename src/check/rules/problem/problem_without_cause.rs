//! `problem-without-cause`: a problem report that is decided or closed and says nothing of the cause.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "problem-without-cause",
        severity: Severity::Warning,
        clauses: &["9.2"],
        finds: "A problem report that is decided or closed and says nothing of the cause.",
        why: "A decision without a cause treats what was seen, and the problem comes back.",
        resolve: "write in `cause` what is behind it, or what was looked at in vain",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let how = if cx.date(record, "closed").is_some() {
        "is closed"
    } else if cx.said(record, "decision").is_some() || cx.said(record, "no_action_reason").is_some() {
        "is decided"
    } else {
        return;
    };
    if cx.said(record, "cause").is_none() {
        found.at(record, cx.place_of(record, "cause"), format!("{} {how} and says nothing of the cause", cx.name(record)));
    }
}
