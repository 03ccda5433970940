//! `control-unimplemented`: a control that nothing implements: no requirement, item, unit, component or document, and no words in `implementation`.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-unimplemented",
        severity: Severity::Error,
        clauses: &["7.2.2", "ISO 14971 7.2"],
        finds: "A control that nothing implements: no requirement, item, unit, component or document, and no words in `implementation`.",
        why: "A measure that is in nothing reduces no risk.",
        resolve: "link what implements the control, or say in `implementation` what does",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let said = cx.said(record, "implementation").is_some();
    if !said && cx.project.linked(record, "implemented_by").is_empty() {
        found.about(record, format!("nothing implements {}", cx.name(record)));
    }
}
