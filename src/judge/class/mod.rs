//! Software safety classes (IEC 62304 4.3): what classifications lead to, the effective class of each part, and what a lower one
//! rests on. The stage after the proof: a lower class has to be shown.

mod classification;
mod contradiction;
mod effective;
mod hazard;
mod lowering;
mod what_if;

pub use classification::{Classified, Outcome, Stray, Unproven, questionnaire};
pub use effective::{Class, ClassReason};
pub use hazard::causes;
pub(super) use hazard::class_of_severity;
pub use lowering::{Lowering, segregation_verified};
pub use what_if::{Raised, WhatIf};

use super::proof::Proof;
use crate::model::{Project, RecordId};

/// Classes; finished.
#[derive(Debug)]
pub struct Classes {
    effective: Vec<Option<Class>>,
    /// Classifications with the paths that their answers take, by record.
    pub classifications: Vec<Classified>,
    /// The class of the file as a whole, as a rank: the highest of its systems; the highest there is, where there is no system.
    pub file: usize,
}

impl Classes {
    /// Of a project.
    pub(in crate::judge) fn of(project: &Project, proof: &Proof) -> Self {
        let classifications = classification::classifications(project);
        let effective = effective::classes(project, proof, &classifications);
        let highest = project.schema.scale("safety_class").map_or(0, |s| s.levels.len().saturating_sub(1));
        let systems = project.with_role("system").filter(|s| !project.is_obsolete(*s));
        let file = systems.filter_map(|s| effective[s.index()]).map(|c: Class| c.rank).max().unwrap_or(highest);
        Self { effective, classifications, file }
    }

    /// The effective safety class.
    pub fn class(&self, record: RecordId) -> Option<&Class> {
        self.effective[record.index()].as_ref()
    }

    /// The path of a classification.
    pub fn classification(&self, record: RecordId) -> Option<&Classified> {
        classification::of(&self.classifications, record)
    }

    /// What a class of a part below that of its whole rests on.
    pub fn lowering(&self, project: &Project, proof: &Proof, part: RecordId) -> Lowering {
        lowering::lowering(project, proof, &self.classifications, part)
    }

    /// Whether the class of a part rests on measures outside the software.
    pub fn counts_on_outside(&self, project: &Project, part: RecordId) -> bool {
        lowering::counts_on_outside(project, self, part)
    }
}
