//! `requirement-without-parent`: a requirement that is derived from nothing.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::approved;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "requirement-without-parent",
        severity: Severity::Warning,
        clauses: &["5.1.1", "5.2.1"],
        finds: "A requirement that is derived from nothing.",
        why: "Nobody can say why the software does this, or what it serves.",
        resolve: "link what it comes from with `derives_from`, or the control it implements with `implements`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["requirement", "system_requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let grounds = ["derives_from", "implements"];
    if !grounds.iter().all(|link| cx.project.linked(record, link).is_empty()) || cx.excused(record) {
        return;
    }
    match cx.says(record, "derived") {
        true if approved(cx.project, record) => {}
        true => found.about(record, format!("`derived` says why {} has no parent, but the requirement is not approved", cx.name(record))),
        false => found.lacking(record, &grounds, format!("{} is derived from nothing", cx.name(record))),
    }
}
