//! `not-applicable-contradicted`: a record that says it does not apply, and that describes what is there.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "not-applicable-contradicted",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A record that says it does not apply (`not_applicable`), although it describes something that exists or was done, or claims to answer a clause.",
        why: "Only something that is required can be not applicable: a requirement, a risk, a test. A part, a plan, a run or a change exists or does not.",
        resolve: "remove `not_applicable`; what is given up gets the status `obsolete`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

/// What records with these roles describe is there, or was done.
const PRESENT: [&str; 15] = [
    "baseline",
    "change_request",
    "classification",
    "configuration_item",
    "device",
    "feedback",
    "item",
    "notice",
    "person",
    "plan",
    "problem_report",
    "run",
    "system",
    "unit",
    "waiver",
];

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "not_applicable").is_none() {
        return;
    }
    let project = cx.project;
    let rests = if PRESENT.iter().any(|role| project.has_role(record, role)) {
        "describes something that exists or was done"
    } else if cx.says(record, "answers") {
        "claims to answer a clause"
    } else {
        return;
    };
    let words = format!("{} is said not to apply, and {rests}", cx.name(record));
    found.at(record, cx.place_of(record, "not_applicable"), words);
}
