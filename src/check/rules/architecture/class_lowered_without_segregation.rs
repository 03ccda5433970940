//! `class-lowered-without-segregation`: an item or unit with a lower class than its whole, without segregation from the rest.

use crate::check::lowered::is_lowered_itself;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Lowering;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "class-lowered-without-segregation",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "An item or unit with a lower class than its whole, without segregation from the rest.",
        why: "Software that nothing keeps apart can disturb what is of a higher class; the class of the whole stands until then.",
        resolve: "describe in `segregation` what keeps it apart, why that is effective and what verifies it, or state the class of the whole",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["item", "unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if is_lowered_itself(cx, record) && cx.judgement.lowering(cx.project, record) == Lowering::NoSegregation {
        let span = cx.project.field(record, "safety_class").map_or(cx.place(record), |e| e.span);
        found.at(
            record,
            span,
            format!("no segregation keeps it apart, so that nothing says why {} may have a lower class than its whole", cx.name(record)),
        );
    }
}
