//! `verification-without-result`: a verification that shows nothing yet.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Verdict, too_old};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "verification-without-result",
        severity: Severity::Error,
        clauses: &["5.2.6", "5.7.4"],
        finds: "A review, an inspection or an analysis that shows nothing: it has no result, is of a day that has not come, or none of its criteria applies.",
        why: "What it is to verify looks verified by the link alone, and is not.",
        resolve: "carry it out and write its `result`, or mark it as obsolete",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["verification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let open = cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::NotRun);
    if !open || cx.excused(record) {
        return;
    }
    let name = cx.name(record);
    if cx.project.field(record, "result").is_none() {
        found.lacking(record, &["result"], format!("{name} has no result"));
    } else if let Some(on) = cx.date(record, "date").filter(|d| *d > cx.project.as_of) {
        found.at(record, cx.place_of(record, "result"), format!("{name} is of {on}, a day to come: its result does not count"));
    } else if too_old(cx.project, record).is_some() {
        // Reported as `evidence-too-old`.
    } else if !cx.project.names_somebody(record, &["participants"]) {
        found.lacking(record, &["participants"], format!("nobody on record took part in {name}: its result does not count"));
    } else {
        found.at(record, cx.place_of(record, "criteria"), format!("{name} has no criterion that applies"));
    }
}
