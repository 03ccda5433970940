//! Verdicts on controls: whether each is implemented, and whether it has its effect; two verdicts, never one.

use super::Verdicts;
use super::requirement::parts;
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Project, RecordId};

/// The verdicts on controls.
pub(super) struct Controls {
    pub(super) implementation: Verdicts,
    pub(super) effectiveness: Verdicts,
}

/// Judges all controls.
pub(super) fn judge(project: &Project, shown: &Verdicts) -> Controls {
    let mut controls = Controls { implementation: Verdicts::none(project), effectiveness: Verdicts::none(project) };
    for control in project.with_role("control") {
        let effect = Judged::worst(parts(project, control, "effect_shown_by", shown), Verdict::Unverified);
        controls.effectiveness.extend(project, vec![(control, effect)]);
        implementation(project, control, shown, &mut controls.implementation, &mut Vec::new());
    }
    controls
}

/// The worst of what implements it and of its own `verified_by`. A control may be implemented by another one; in a circle
/// nothing shows anything.
fn implementation(project: &Project, control: RecordId, shown: &Verdicts, done: &mut Verdicts, open: &mut Vec<RecordId>) -> Verdict {
    if let Some(done) = done.get(control) {
        return done.verdict;
    }
    // A chain of controls as long as this is a circle, or no chain that anybody could follow.
    if open.contains(&control) || open.len() > 100 {
        return Verdict::Unverified;
    }
    open.push(control);
    let mut all = parts(project, control, "verified_by", shown);
    for implementer in project.linked(control, "implemented_by") {
        let verdict =
            if project.has_role(implementer, "control") { implementation(project, implementer, shown, done, open) } else { shown.word(implementer) };
        all.push((verdict, Basis::Record(implementer)));
    }
    open.pop();
    done.extend(project, vec![(control, Judged::worst(all, Verdict::Unverified))]);
    done.word(control)
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
