//! `unit-without-code`: a unit that does not say where its code is.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unit-without-code",
        severity: Severity::Note,
        clauses: &["5.5.1"],
        finds: "A unit that does not say where its code is.",
        why: "Without the place nobody can tell which code was designed, reviewed and tested as this unit.",
        resolve: "write the path in the source tree in `code`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !cx.says(record, "code") {
        found.about(record, format!("{} does not say where its code is", cx.name(record)));
    }
}
