//! `need-without-requirement`: a need that no requirement is derived from.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "need-without-requirement",
        severity: Severity::Warning,
        clauses: &["5.2.1"],
        finds: "A need that no requirement is derived from.",
        why: "What users need and nothing asks for will not be built.",
        resolve: "derive a requirement from the need with `derives_from`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["need"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "refined_by").is_empty() && !cx.excused(record) {
        found.lacking(record, &["refined_by"], format!("no requirement is derived from {}", cx.name(record)));
    }
}
