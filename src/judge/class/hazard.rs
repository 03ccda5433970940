//! What risks say of the software before any class is known: where they arise, and the class that the severity of the harm asks
//! for (IEC 62304 4.3).

use crate::model::{Entry, Project, RecordId, Value};

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
