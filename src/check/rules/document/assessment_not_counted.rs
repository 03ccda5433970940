//! `assessment-not-counted`: an assessment that does not count.

use crate::check::cited;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{assessment, too_old};
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "assessment-not-counted",
        severity: Severity::Warning,
        clauses: &[],
        finds: "An assessment that does not count: it has no judgement, names nobody on record, has no date that has come, is a draft, or is about a part that it does not name.",
        why: "A judgement is somebody's, of a day; without either no table shows it.",
        resolve: "write the `judgement`, who made it (`by`) and on which day (`on`), and in `assesses` the item, unit or SOUP it is about",
        stops: false,
        integrity: false,
    },
    run: Run::RecordWithRows(&["assessment"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let name = cx.name(record);
    if assessment(cx.project, record).is_some() {
        // A declaration that there is no case has a finding of its own.
        let declares = cx.project.text(record, "no_case") == Some("true");
        for entry in cx.project.field(record, "clause").filter(|_| !declares).map(Entry::items).unwrap_or_default() {
            if let Some(text) = entry.value.text().filter(|text| cited::names_no_part(cx, record, &cited::rows(cx, text))) {
                found.at(record, entry.span, format!("{name} does not count: {text} is judged part by part, and it does not say of which it speaks"));
            }
        }
        return;
    }
    // An assessment that is older than what it assesses has a finding of its own.
    if too_old(cx.project, record).is_some() {
        return;
    }
    if cx.project.is_unfinished(record) {
        let at = cx.place_of(record, "status");
        found.at(record, at, format!("{name} does not count: it is a draft, or planned"));
        return;
    }
    if cx.said(record, "judgement").is_none() {
        found.lacking(record, &["judgement"], format!("{name} does not count: it has no judgement"));
    } else if cx.said(record, "by").is_none() {
        found.lacking(record, &["by"], format!("{name} does not count: it names nobody"));
    } else if let Some(by) = cx.said(record, "by").filter(|by| !cx.project.is_somebody(by)) {
        found.at(record, cx.place_of(record, "by"), format!("{name} does not count: `{by}` is not a person on record"));
    } else if let Some(on) = cx.date(record, "on") {
        found.at(record, cx.place_of(record, "on"), format!("{name} does not count: it is of {on}, a day to come"));
    } else {
        found.lacking(record, &["on"], format!("{name} does not count: it has no date"));
    }
}
