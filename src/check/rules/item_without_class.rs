//! `item-without-class`: an item or unit that states no safety class and inherits none that is known.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::ClassReason;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "item-without-class",
        severity: Severity::Warning,
        clauses: &["4.3"],
        finds: "An item or unit that states no safety class and inherits none that is known.",
        why: "It counts as the highest class only because nobody has classified it.",
        resolve: "classify the software system it is part of, or state its `safety_class`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["item", "unit"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    if cx.judgement.class(record).is_some_and(|c| c.assumed && c.reason != ClassReason::LoweringUnproven) {
        found.about(record, format!("{} has no safety class of its own, and that of its whole is assumed", cx.name(record)));
    }
}
