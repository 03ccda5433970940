//! `anomaly-without-problem-report`: an anomaly that went into no problem report.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "anomaly-without-problem-report",
        severity: Severity::Warning,
        clauses: &["5.6.8", "5.7.2", "9.1"],
        finds: "An anomaly that went into no problem report.",
        why: "What tests find goes through problem resolution, or nobody decides what becomes of it.",
        resolve: "link the problem report with `reported_as`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["anomaly"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "reported_as").is_empty() {
        found.about(record, format!("{} went into no problem report", cx.name(record)));
    }
}
