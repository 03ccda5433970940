//! `control-without-type`: a control that does not say which option of risk control it is: inherent safety by design, protective measure or information.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-without-type",
        severity: Severity::Warning,
        clauses: &["7.2.1", "ISO 14971 7.1"],
        finds: "A control that does not say which option of risk control it is: inherent safety by design, protective measure or information.",
        why: "The options are to be used in their order, which nobody can follow without knowing which one was used.",
        resolve: "state the `type` of the control",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.field(record, "type").is_none() {
        found.about(record, format!("{} does not say which option of risk control it is", cx.name(record)));
    }
}
