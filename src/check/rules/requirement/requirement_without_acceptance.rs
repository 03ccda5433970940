//! `requirement-without-acceptance`: a software requirement without acceptance criteria.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "requirement-without-acceptance",
        severity: Severity::Note,
        clauses: &["5.2.6"],
        finds: "A software requirement without acceptance criteria.",
        why: "Whether it is met is then for each tester to decide.",
        resolve: "write in `acceptance` what has to be seen for it to be met",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["requirement"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !cx.says(record, "acceptance") && !cx.excused(record) {
        found.lacking(record, &["acceptance"], format!("{} has no acceptance criteria", cx.name(record)));
    }
}
