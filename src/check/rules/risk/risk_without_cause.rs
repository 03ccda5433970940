//! `risk-without-cause`: a risk for which no cause is named: neither in `causes` nor by `arises_from`.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-without-cause",
        severity: Severity::Warning,
        clauses: &["7.1.2", "7.1.4"],
        finds: "A risk for which no cause is named: neither in `causes` nor by `arises_from`.",
        why: "What can go wrong in the software has to be known before it can be controlled.",
        resolve: "name in `causes` what can bring the situation about and in which item, or link it with `arises_from`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let linked = !cx.project.linked(record, "arises_from").is_empty() || !cx.project.linked(record, "follows_from").is_empty();
    // An id or a kind alone names no cause.
    let names = |cause: &Entry| ["text", "item", "soup_anomaly"].iter().any(|part| cause.value.get(part).is_some_and(|e| crate::model::says(&e.value)));
    let causes = cx.project.field(record, "causes").map(Entry::items).unwrap_or_default();
    if !linked && !causes.iter().any(names) {
        found.about(record, format!("no cause of {} is named", cx.name(record)));
    }
}
