//! Which parts are lower than their whole by what they state themselves.

use std::collections::BTreeSet;

use crate::check::rule::Inspection;
use crate::judge::ClassReason;
use crate::model::RecordId;

/// Whether a part states a lower class than one of its wholes, and nothing proves it. A part whose wholes, as they state it, are
/// no higher follows them: that they are lowered is told there. A whole that states no class is as high as its own wholes.
pub(super) fn is_lowered_itself(cx: &Inspection, part: RecordId) -> bool {
    let unproven = |record: RecordId| cx.judgement.class(record).is_some_and(|c| c.reason == ClassReason::LoweringUnproven);
    let scale = cx.project.schema.scale("safety_class");
    let stated = |record: RecordId| scale?.rank(cx.project.text(record, "safety_class")?);
    if !unproven(part) {
        return false;
    }
    let Some(class) = stated(part) else { return true };
    let (mut open, mut seen) = (vec![part], BTreeSet::from([part]));
    while let Some(record) = open.pop() {
        for whole in cx.project.linked(record, "part_of").into_iter().filter(|whole| seen.insert(*whole)).collect::<Vec<_>>() {
            let follows = stated(whole).is_some_and(|own| own <= class && unproven(whole));
            if follows || cx.judgement.class(whole).is_some_and(|c| c.rank <= class) {
                continue;
            }
            if stated(whole).is_some() || cx.project.linked(whole, "part_of").is_empty() {
                return true;
            }
            open.push(whole);
        }
    }
    false
}
