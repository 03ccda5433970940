//! `change-without-safety-analysis`: a change request that does not say what the change means for safety.

use crate::check::change::{is_dropped, unsaid};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "change-without-safety-analysis",
        severity: Severity::Warning,
        clauses: &["7.4.1", "7.4.2"],
        finds: "A change request that does not say what the change means for safety.",
        why: "A change can bring new causes of hazardous situations, call for new controls, and disturb those that are there.",
        resolve: "answer in `safety` what is missing; if there is none, write why: `new_causes: {none: reason}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["change_request"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if is_dropped(cx, record) {
        return;
    }
    let mut questions = vec![("new_causes", "`new_causes`"), ("new_controls", "`new_controls`")];
    // Existing controls are asked for of fewer classes.
    if cx.asks(&["7.4.2"], record) {
        questions.push(("interference", "`interference`"));
    }
    let missing = unsaid(cx, record, "safety", &questions);
    if !missing.is_empty() {
        let message = format!("{} has no answer to {} in `safety`", cx.name(record), missing.join(", "));
        found.at(record, cx.place_of(record, "safety"), message);
    }
}
