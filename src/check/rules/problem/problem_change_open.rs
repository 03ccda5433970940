//! `problem-change-open`: a problem report that is closed while a change that resolves it is open.

use crate::check::change::is_dropped;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "problem-change-open",
        severity: Severity::Warning,
        clauses: &["9.7"],
        finds: "A problem report that is closed while a change that resolves it is open.",
        why: "A problem is solved when its change is made and verified, not when it is decided.",
        resolve: "close the change first, or open the report again",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.date(record, "closed").is_none() {
        return;
    }
    for change in cx.project.linked(record, "resolved_by") {
        let over = cx.date(change, "closed").is_some() || cx.project.status(change) == "implemented" || is_dropped(cx, change);
        if !over {
            let message = format!("{} is closed, and {} that resolves it is still open", cx.name(record), cx.name(change));
            found.at(record, cx.place_of(record, "closed"), message);
        }
    }
}
