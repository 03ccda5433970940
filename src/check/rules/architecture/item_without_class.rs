//! `item-without-class`: an item or unit whose safety class is assumed.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::ClassReason;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "item-without-class",
        severity: Severity::Warning,
        clauses: &["4.3"],
        finds: "An item or unit whose safety class is assumed: it states none and inherits none that is known, or states one and has no whole.",
        why: "It counts as the highest class only because nobody has classified it.",
        resolve: "classify the software system it is part of, or state its `safety_class`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["item", "unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.class(record).is_some_and(|c| c.assumed && c.reason != ClassReason::LoweringUnproven) {
        let name = cx.name(record);
        let words = if cx.project.field(record, "safety_class").is_some() {
            format!("{name} states a safety class, and is part of nothing that is known and that it could be held against: the highest is assumed")
        } else if cx.project.linked(record, "part_of").is_empty() {
            format!("{name} has no safety class of its own, and no whole to inherit one from: the highest is assumed")
        } else {
            format!("{name} has no safety class of its own, and that of its whole is assumed")
        };
        found.at(record, cx.place_of(record, "safety_class"), words);
    }
}
