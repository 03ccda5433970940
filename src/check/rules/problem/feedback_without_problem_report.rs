//! `feedback-without-problem-report`: feedback that was found to be a problem, and went into no problem report.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "feedback-without-problem-report",
        severity: Severity::Warning,
        clauses: &["6.2.1.2"],
        finds: "Feedback that was found to be a problem, and went into no problem report.",
        why: "A problem that is known and not reported is resolved by nobody.",
        resolve: "link the problem report with `raised_as`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["feedback"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.text(record, "problem") == Some("true") && cx.project.linked(record, "raised_as").is_empty() {
        found.at(record, cx.place_of(record, "problem"), format!("{} is a problem and went into no problem report", cx.name(record)));
    }
}
