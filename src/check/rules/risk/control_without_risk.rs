//! `control-without-risk`: a control that mitigates no risk.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-without-risk",
        severity: Severity::Warning,
        clauses: &["7.2.1", "7.3.3", "ISO 14971 7.1"],
        finds: "A control that mitigates no risk.",
        why: "Either a risk is missing from the file, or the control is none.",
        resolve: "link the risk with `mitigates`, or remove the control",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "mitigates").is_empty() {
        found.about(record, format!("{} mitigates no risk", cx.name(record)));
    }
}
