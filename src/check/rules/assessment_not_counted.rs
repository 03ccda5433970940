//! `assessment-not-counted`: an assessment that does not count.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::assessment;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "assessment-not-counted",
        severity: Severity::Warning,
        clauses: &[],
        finds: "An assessment that does not count: it has no judgement, names nobody, or has no date that has come.",
        why: "A judgement is somebody's, of a day; without either no table shows it.",
        resolve: "write the `judgement`, who made it (`by`) and on which day (`on`)",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["assessment"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    if assessment(cx.project, record).is_some() {
        return;
    }
    let name = cx.name(record);
    if cx.said(record, "judgement").is_none() {
        found.lacking(record, &["judgement"], format!("{name} does not count: it has no judgement"));
    } else if cx.said(record, "by").is_none() {
        found.lacking(record, &["by"], format!("{name} does not count: it names nobody"));
    } else if let Some(on) = cx.date(record, "on") {
        found.at(record, cx.place_of(record, "on"), format!("{name} does not count: it is of {on}, a day to come"));
    } else {
        found.lacking(record, &["on"], format!("{name} does not count: it has no date"));
    }
}
