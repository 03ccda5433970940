//! `unit-without-acceptance-criteria`: a unit without acceptance criteria.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unit-without-acceptance-criteria",
        severity: Severity::Warning,
        clauses: &["5.5.3"],
        finds: "A unit without acceptance criteria.",
        why: "What a unit is accepted against has to be settled before it is integrated, or its verification has nothing to measure it by.",
        resolve: "say in `acceptance_criteria` what the unit has to meet",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !cx.says(record, "acceptance_criteria") {
        found.about(record, format!("{} has no acceptance criteria", cx.name(record)));
    }
}
