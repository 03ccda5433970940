//! `risk-without-harm`: a risk that names no harm, or no hazardous situation that leads to it.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-without-harm",
        severity: Severity::Warning,
        clauses: &["4.2", "ISO 14971 5.4"],
        finds: "A risk that names no harm, or no hazardous situation that leads to it.",
        why: "What is estimated and controlled is a harm that follows from a situation; without both, nobody can tell what the scores are about.",
        resolve: "write `situation` (of a security risk, `threat`) and `harm`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.excused(record) {
        return;
    }
    let situation = ["situation", "threat", "text"].iter().any(|field| cx.said(record, field).is_some());
    let (fields, lacks): (&[&str], &str) = match (situation, cx.said(record, "harm").is_some()) {
        (true, true) => return,
        (false, true) => (&["situation"], "no hazardous situation"),
        (true, false) => (&["harm"], "no harm"),
        (false, false) => (&["situation", "harm"], "neither a hazardous situation nor a harm"),
    };
    found.lacking(record, fields, format!("{} names {lacks}", cx.name(record)));
}
