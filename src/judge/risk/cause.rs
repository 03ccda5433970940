//! What can cause a risk, and the class that it asks of that (IEC 62304 4.3, 7.2.2 b).

use crate::judge::class::{Classes, causes, class_of_severity};
use crate::model::{Project, RecordId};

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
    class_of_severity(project, risk).map(RiskClass::Severity).or_else(|| by_causes(project, classes, risk)).unwrap_or(RiskClass::File(classes.file))
}

/// The highest class of the items, units and SOUP that are named as its causes.
fn by_causes(project: &Project, classes: &Classes, risk: RecordId) -> Option<RiskClass> {
    causes(project, risk).into_iter().filter_map(|c| classes.class(c)).map(|c| c.rank).max().map(RiskClass::Causes)
}
