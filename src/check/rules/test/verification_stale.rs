//! `verification-stale`: a verification whose baseline is not part of the version under view.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Verdict, baseline};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "verification-stale",
        severity: Severity::Error,
        clauses: &["5.1.11"],
        finds: "A verification whose baseline is not part of the version under view.",
        why: "What was looked at then may have changed since; it shows nothing about this version.",
        resolve: "name in `baseline` a state of the version under view: one that contains a configuration item of this version, or is contained in such a baseline; or verify again",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["verification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.verdict(record).is_none_or(|j| j.verdict != Verdict::Stale) || cx.excused(record) {
        return;
    }
    let viewed = cx.project.config.release.version.as_deref().unwrap_or_default();
    let Some(state) = baseline(cx.project, record) else { return };
    let words = format!("{} looked at `{}`, which is not part of {viewed}, the version under view", cx.name(record), cx.id(state));
    found.at(record, cx.place_of(record, "baseline"), words);
}
