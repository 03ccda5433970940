//! `run-stale`: a test that ran only with another version of the software than the one under view, or with an unknown one.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Basis, Verdict};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "run-stale",
        severity: Severity::Error,
        clauses: &["5.7.3", "5.7.5"],
        finds: "A test that ran only with another version of the software than the one under view, or with one that nothing states.",
        why: "What another version did shows nothing about this one.",
        resolve: "run the test with the version under view and state that version in the run or in `[[evidence.report]]`, or correct `[release] version`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let is_stale = |r: RecordId| cx.judgement.verdict(r).is_some_and(|j| j.verdict == Verdict::Stale);
    let Some(judged) = cx.judgement.verdict(record).filter(|_| is_stale(record) && !cx.excused(record)) else { return };
    let viewed = cx.project.config.release.version.as_deref().unwrap_or_default();
    let mut place = None;
    let mut versions: Vec<&str> = Vec::new();
    for basis in &judged.rests_on {
        let ran = match basis {
            Basis::Record(run) if is_stale(*run) => {
                place = place.or_else(|| cx.project.field(*run, "software_version").map(|e| e.span));
                cx.project.text(*run, "software_version")
            }
            Basis::Record(_) => None,
            Basis::Case(report, _) => cx.project.evidence.reports[*report].version.as_deref(),
        };
        versions.extend(ran.filter(|v| *v != viewed && !versions.contains(v)));
    }
    let ran = if versions.is_empty() { "a version that nothing states".to_owned() } else { format!("version {} only", versions.join(", ")) };
    let words = format!("{} ran with {ran}, and {viewed} is under view", cx.name(record));
    found.at(record, place.unwrap_or(cx.place(record)), words);
}
