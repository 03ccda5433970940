//! What can cause a risk, and the class that it asks of that (IEC 62304 4.3, 7.2.2 b).

use crate::judge::class::Classes;
use crate::model::{Entry, Project, RecordId, Value};

/// The class that a risk asks for, as a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskClass {
    /// By the severity of its harm, where the project's scale of severity names classes.
    Severity(usize),
    /// The highest class of what can cause it.
    Causes(usize),
    /// That of the file: nothing is named as its cause.
    File(usize),
}

impl RiskClass {
    /// The rank.
    pub fn rank(self) -> usize {
        match self {
            Self::Severity(rank) | Self::Causes(rank) | Self::File(rank) => rank,
        }
    }
}

/// The class that a risk asks for.
pub(super) fn class_of(project: &Project, classes: &Classes, risk: RecordId) -> RiskClass {
    by_severity(project, risk).or_else(|| by_causes(project, classes, risk)).unwrap_or(RiskClass::File(classes.file))
}

/// By the severity of the harm before any control, where the project's scale names a class for it.
fn by_severity(project: &Project, risk: RecordId) -> Option<RiskClass> {
    let initial = project.field(risk, "initial")?.items().first()?;
    let severity = initial.value.get("severity")?.value.text()?;
    let (scale, classes) = (project.schema.scale("severity")?, project.schema.scale("safety_class")?);
    let Some(level) = scale.levels.iter().find(|l| l.id == severity) else {
        // What is no severity may be the worst. A scale that names no class asks for none, whatever is written.
        let worst = scale.levels.iter().filter_map(|l| classes.rank(l.safety_class.as_deref()?)).max()?;
        return Some(RiskClass::Severity(worst));
    };
    Some(RiskClass::Severity(classes.rank(level.safety_class.as_deref()?)?))
}

/// The highest class of the items, units and SOUP that are named as its causes.
fn by_causes(project: &Project, classes: &Classes, risk: RecordId) -> Option<RiskClass> {
    causes(project, risk).into_iter().filter_map(|c| classes.class(c)).map(|c| c.rank).max().map(RiskClass::Causes)
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
