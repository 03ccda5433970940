//! `child-class-above-parent`: an item or unit with a higher class than the whole it is part of.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::ClassReason;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "child-class-above-parent",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "An item or unit with a higher class than the whole it is part of.",
        why: "A whole has at least the class of each of its parts: what a part can do, the whole can do.",
        resolve: "raise the class of the whole, or correct that of the part",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["item", "unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let (Some(class), Some(scale)) = (cx.judgement.class(record), cx.project.schema.scale("safety_class")) else { return };
    let wholes = cx.project.linked(record, "part_of").into_iter().filter_map(|w| Some((w, cx.judgement.class(w)?)));
    for (whole, above) in wholes.filter(|(_, above)| above.rank < class.rank && matches!(class.reason, ClassReason::Stated | ClassReason::Classified)) {
        let span = cx.project.field(record, "safety_class").map_or(cx.place(record), |e| e.span);
        let (high, low) = (&scale.levels[class.rank].id, &scale.levels[above.rank].id);
        let words = format!("{} is of class {high}, and `{}`, which it is part of, only of class {low}", cx.name(record), cx.id(whole));
        found.at(record, span, words);
    }
}
