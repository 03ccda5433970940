//! `control-side-effects-unreviewed`: a control for which nothing says whether it brings new hazardous situations about.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-side-effects-unreviewed",
        severity: Severity::Note,
        clauses: &["7.3.1", "ISO 14971 7.5"],
        finds: "A control for which nothing says whether it brings new hazardous situations about.",
        why: "A measure against one risk may be the cause of another one.",
        resolve: "say in `side_effects` what was looked at and found; write a risk for what is new; if there is none, write why: `side_effects: {none: reason}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "side_effects").is_none() {
        found.about(record, format!("nothing says whether {} brings new hazardous situations about", cx.name(record)));
    }
}
