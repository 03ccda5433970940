//! `class-lowered-without-rationale`: an item or unit with a lower class than its whole, without an approved rationale.

use crate::check::lowered::is_lowered_itself;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Lowering;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "class-lowered-without-rationale",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "An item or unit with a lower class than its whole, without an approved rationale.",
        why: "A lower class has to be justified by somebody; the class of the whole stands until then.",
        resolve: "write a `rationale` and have it approved (`approved: {by, on, ref}`), or state the class of the whole",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["item", "unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if is_lowered_itself(cx, record) && cx.judgement.lowering(cx.project, record) == Lowering::NoRationale {
        let span = cx.project.field(record, "safety_class").map_or(cx.place(record), |e| e.span);
        found.at(record, span, format!("no approved rationale says why {} may have a lower class than its whole", cx.name(record)));
    }
}
