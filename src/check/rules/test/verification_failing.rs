//! `verification-failing`: a verification that fails.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "verification-failing",
        severity: Severity::Error,
        clauses: &["5.2.6", "9.1"],
        finds: "A review, an inspection or an analysis that fails, as a whole or in one of its criteria, and whose subject does not tell that itself, as a requirement does.",
        why: "What it found wrong is a problem until it is put right and looked at again.",
        resolve: "put right what was found, and record the new result or the problem report",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["verification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.verdict(record).is_none_or(|j| j.verdict != Verdict::Failing) {
        return;
    }
    // A requirement, control or change that it verifies tells the failure itself; so does a segregation that names it.
    let subjects = ["verifies", "validates", "shows_effect_of"].into_iter().flat_map(|link| cx.project.linked(record, link));
    let told = |r: RecordId| ["requirement", "system_requirement", "change_request", "control"].iter().any(|role| cx.project.has_role(r, role));
    if subjects.into_iter().all(told) {
        return;
    }
    let name = cx.name(record);
    let fails = |entry: &&Entry| entry.value.get("result").and_then(|r| r.value.text()) == Some("fail");
    if cx.project.text(record, "result") == Some("fail") {
        found.at(record, cx.place_of(record, "result"), format!("{name} fails"));
    } else if let Some(criterion) = cx.project.field(record, "criteria").map(Entry::items).unwrap_or_default().iter().find(fails) {
        found.at(record, criterion.span, format!("{name} fails: a criterion is not met"));
    }
}
