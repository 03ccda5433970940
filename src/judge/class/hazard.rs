//! What risks say of the software before any class is known: where they arise, and the class that the severity of the harm asks
//! for (IEC 62304 4.3).

use crate::model::{CauseKind, Choice, Entry, Project, RecordId, Value, Words};

/// The class that the severity of the harm before any control asks for, as a rank; none where the project's scale names no class
/// for it.
pub(in crate::judge) fn class_of_severity(project: &Project, risk: RecordId) -> Option<usize> {
    let initial = project.field(risk, "initial")?.items().first()?;
    let severity = initial.value.get("severity")?.value.text()?;
    let (scale, classes) = (project.schema.scale("severity")?, project.schema.scale("safety_class")?);
    let Some(level) = scale.levels.iter().find(|l| l.id == severity) else {
        // What is no severity may be the worst. A scale that names no class asks for none, whatever is written.
        return scale.levels.iter().filter_map(|l| classes.rank(l.safety_class.as_deref()?)).max();
    };
    classes.rank(level.safety_class.as_deref()?)
}

/// What a risk names as the place of its causes: in `causes`, and by the link `arises_from`. Each once, in order.
pub fn causes(project: &Project, risk: RecordId) -> Vec<RecordId> {
    let mut found = project.linked(risk, "arises_from");
    for cause in project.field(risk, "causes").map(Entry::items).unwrap_or_default() {
        for item in cause.value.get("item").map(Entry::items).unwrap_or_default() {
            if let Value::Record { target: Some(target), .. } = item.value {
                found.push(target);
            }
        }
    }
    found.retain(|r| !project.is_obsolete(*r));
    found.sort_unstable();
    found.dedup();
    found
}

/// What the causes of a risk say that do not say where they sit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unplaced {
    /// Each says where it sits, or that it is not in the software.
    Nothing,
    /// The software may be meant: nothing says what a cause is.
    MaybeSoftware,
    /// The software is meant.
    Software,
}

/// What a risk leaves open of where it arises.
pub(super) fn unplaced(project: &Project, risk: RecordId) -> Unplaced {
    let listed = project.field(risk, "causes").map(Entry::items).unwrap_or_default();
    let open = listed.iter().filter(|cause| cause.value.get("item").is_none_or(|item| item.items().is_empty()));
    let said = open.map(|cause| match CauseKind::of(cause.value.get("kind")) {
        Choice::Word(CauseKind::OtherSystem | CauseKind::Misuse) => Unplaced::Nothing,
        Choice::Nothing | Choice::Added | Choice::Wrong => Unplaced::MaybeSoftware,
        Choice::Word(CauseKind::Specification | CauseKind::Defect | CauseKind::Soup) => Unplaced::Software,
    });
    said.max().unwrap_or(Unplaced::Nothing)
}
