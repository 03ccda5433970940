//! `segregation-unverified`: a segregation that a lower class or a risk control rests on, and that nothing with a passing result verifies.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::segregation_verified;
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "segregation-unverified",
        severity: Severity::Error,
        clauses: &["4.3", "5.3.5"],
        finds: "A segregation that a lower class or a risk control rests on, and that nothing with a passing result verifies.",
        why: "Segregation that was never shown to be effective keeps nothing apart.",
        resolve: "name in `verified_by` of the segregation a test or verification that passes",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["item", "unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for entry in cx.project.field(record, "segregation").map(Entry::items).unwrap_or_default() {
        if !segregation_verified(cx.project, &cx.judgement.proof, record, entry) {
            found.at(record, entry.span, format!("no passing verification concerns this segregation of {}", cx.name(record)));
        }
    }
}
