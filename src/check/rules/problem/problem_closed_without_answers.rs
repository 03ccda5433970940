//! `problem-closed-without-answers`: a problem report that is closed, and one of the four questions on its end has no answer.

use crate::check::change::unsaid;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "problem-closed-without-answers",
        severity: Severity::Warning,
        clauses: &["9.7"],
        finds: "A problem report that is closed, and one of the four questions on its end has no answer.",
        why: "Before a report is closed it is asked whether the problem is solved, trends are reversed, the changes are made everywhere and nothing new came of them.",
        resolve: "answer in `closing` what is missing, with the reason; if there are no new problems: `new_problems: {none: reason}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

/// The questions of 9.7, by the fields that answer them.
const QUESTIONS: &[(&str, &str)] = &[
    ("solved", "`solved`"),
    ("trend_reversed", "`trend_reversed`"),
    ("changes_implemented", "`changes_implemented`"),
    ("new_problems", "`new_problems`"),
];

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.date(record, "closed").is_none() {
        return;
    }
    let missing = unsaid(cx, record, "closing", QUESTIONS);
    if !missing.is_empty() {
        let message = format!("{} is closed without an answer to {}", cx.name(record), missing.join(", "));
        found.at(record, cx.place_of(record, "closing"), message);
    }
}
