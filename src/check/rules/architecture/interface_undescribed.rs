//! `interface-undescribed`: an interface that says neither what passes through it nor how.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "interface-undescribed",
        severity: Severity::Note,
        clauses: &["5.3.2"],
        finds: "An interface that says neither what passes through it nor how.",
        why: "The name of an interface tells its two ends nothing that they could keep to.",
        resolve: "say in `data` what passes, and in `protocol` how",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["interface"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !["text", "data", "protocol"].iter().any(|field| cx.says(record, field)) {
        found.about(record, format!("{} says neither what passes through it nor how", cx.name(record)));
    }
}
