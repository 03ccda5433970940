//! `control-effectiveness-unverified`: a control that no test or verification shows to be effective.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-effectiveness-unverified",
        severity: Severity::Warning,
        clauses: &["7.3.1", "ISO 14971 7.2"],
        finds: "A control that no test or verification shows to be effective.",
        why: "A control may be in place and still not reduce the risk; both have to be shown.",
        resolve: "link the test or verification that shows the effect with `shows_effect_of`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.linked(record, "effect_shown_by").is_empty() {
        found.about(record, format!("no test or verification shows that {} has its effect", cx.name(record)));
    }
}
