//! Verdicts on controls: whether each is implemented, and whether it has its effect; two verdicts, never one.

use super::Judgement;
use super::requirement::parts;
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Project, RecordId};

/// Judges all controls.
pub(super) fn judge(project: &Project, judgement: &mut Judgement) {
    let controls: Vec<RecordId> = project.with_role("control").collect();
    for control in &controls {
        let effect = Judged::worst(parts(project, *control, "effect_shown_by", judgement), Verdict::Unverified);
        judgement.effectiveness[control.index()] = Some(effect);
    }
    for control in &controls {
        implementation(project, *control, judgement, &mut Vec::new());
    }
}

/// The worst of what implements it and of its own `verified_by`. A control may be implemented by another one; in a circle
/// nothing shows anything.
fn implementation(project: &Project, control: RecordId, judgement: &mut Judgement, open: &mut Vec<RecordId>) -> Verdict {
    if let Some(done) = &judgement.implementation[control.index()] {
        return done.verdict;
    }
    // A chain of controls as long as this is a circle, or no chain that anybody could follow.
    if open.contains(&control) || open.len() > 100 {
        return Verdict::Unverified;
    }
    open.push(control);
    let mut all = parts(project, control, "verified_by", judgement);
    for implementer in project.linked(control, "implemented_by") {
        let verdict = if project.has_role(implementer, "control") {
            implementation(project, implementer, judgement, open)
        } else {
            judgement.verdict(implementer).map_or(Verdict::Unverified, |j| j.verdict)
        };
        all.push((verdict, Basis::Record(implementer)));
    }
    open.pop();
    let judged = Judged::worst(all, Verdict::Unverified);
    let verdict = judged.verdict;
    judgement.implementation[control.index()] = Some(judged);
    verdict
}

/// The items and units that realise a control: those that implement it, and those that its requirements are allocated to.
pub fn realising(project: &Project, control: RecordId) -> Vec<RecordId> {
    let mut parts = Vec::new();
    for implementer in project.linked(control, "implemented_by") {
        parts.push(implementer);
        parts.extend(project.linked(implementer, "allocated_to"));
    }
    parts.retain(|r| project.has_role(*r, "item") || project.has_role(*r, "unit"));
    parts.sort_unstable();
    parts.dedup();
    parts
}
