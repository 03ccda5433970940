//! `change-unverified`: a change that is made or closed, and neither it nor the problem it resolves is shown to be verified.

use crate::check::change::is_dropped;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "change-unverified",
        severity: Severity::Warning,
        clauses: &["8.2.3", "9.7"],
        finds: "A change that is made or closed, and neither it nor the problem it resolves is shown to be verified.",
        why: "That the change was made is not yet that it works, nor that what it touched still does.",
        resolve: "add the change to `verifies` of the test or verification that was repeated for it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["change_request"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let how = match (cx.project.status(record), cx.date(record, "closed")) {
        ("implemented", _) => "is implemented",
        (_, Some(_)) => "is closed",
        _ => return,
    };
    let verdict = |r: RecordId| cx.judgement.verdict(r).map_or(Verdict::Unverified, |j| j.verdict);
    let problems = cx.project.linked(record, "resolves");
    let all: Vec<Verdict> = std::iter::once(record).chain(problems).map(verdict).filter(|v| *v != Verdict::Unverified).collect();
    let shown = !all.is_empty() && all.iter().all(|v| *v == Verdict::Passing);
    if shown || is_dropped(cx, record) {
        return;
    }
    let name = cx.name(record);
    if all.is_empty() {
        found.about(record, format!("{name} {how}, and nothing verifies it"));
    } else {
        found.about(record, format!("{name} {how}, and what verifies it has not passed"));
    }
}
