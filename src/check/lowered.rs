//! Which parts are lower than their whole by what they state themselves.

use crate::check::rule::Inspection;
use crate::judge::ClassReason;
use crate::model::RecordId;

/// Whether a part states a lower class than its whole, and nothing proves it. One that states the same as a whole whose own class
/// is lowered follows it: that is told there.
pub(super) fn is_lowered_itself(cx: &Inspection, part: RecordId) -> bool {
    let unproven = |record: RecordId| cx.judgement.class(record).is_some_and(|c| c.reason == ClassReason::LoweringUnproven);
    let stated = |record: RecordId| cx.project.text(record, "safety_class");
    let follows = |whole: &RecordId| unproven(*whole) && stated(part).is_some() && stated(*whole) == stated(part);
    unproven(part) && !cx.project.linked(part, "part_of").iter().any(follows)
}
