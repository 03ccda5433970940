//! Effective safety classes (IEC 62304 4.3). Where the records do not prove a lower class, the higher one stands.

use super::Judgement;
use super::stamp::{approved, says_something};
use super::verdict::Verdict;
use crate::model::{Project, RecordId, Value};

/// The effective class of a system, item, unit or SOUP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its rank on the scale `safety_class`: 0 is A.
    pub rank: usize,
    /// How it came about.
    pub reason: ClassReason,
}

/// How a class came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassReason {
    /// Stated, with a classification.
    Stated,
    /// That of the whole it is part of.
    Inherited,
    /// Lower than the whole's, with approval, rationale and verified segregation.
    Lowered,
    /// Stated lower than the whole's without proof: the whole's class stands.
    LoweringUnproven,
    /// The highest class of what uses it.
    OfUsers,
    /// Nothing states or proves one: the highest is assumed.
    Assumed,
}

impl ClassReason {
    /// The word that data outputs hold and labels hang on.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inherited => "inherited",
            Self::Lowered => "lowered",
            Self::LoweringUnproven => "lowering_unproven",
            Self::OfUsers => "of_users",
            Self::Assumed => "assumed",
        }
    }
}

struct Classifier<'a> {
    project: &'a Project,
    judgement: &'a Judgement,
    highest: usize,
    done: Vec<Option<Class>>,
}

/// The classes of all records that have one.
pub(super) fn classes(project: &Project, judgement: &Judgement) -> Vec<Option<Class>> {
    let highest = project.schema.scale("safety_class").map_or(0, |s| s.levels.len().saturating_sub(1));
    let mut classifier = Classifier { project, judgement, highest, done: vec![None; project.records.len()] };
    for role in ["system", "item", "unit", "soup"] {
        for record in project.with_role(role) {
            classifier.class(record, &mut Vec::new());
        }
    }
    classifier.done
}

impl Classifier<'_> {
    fn class(&mut self, record: RecordId, open: &mut Vec<RecordId>) -> usize {
        if let Some(class) = &self.done[record.index()] {
            return class.rank;
        }
        if open.contains(&record) || open.len() > 200 {
            return self.highest;
        }
        open.push(record);
        let class = if self.project.has_role(record, "system") {
            self.system(record)
        } else if self.project.has_role(record, "soup") {
            self.soup(record, open)
        } else {
            self.part(record, open)
        };
        open.pop();
        let rank = class.rank;
        self.done[record.index()] = Some(class);
        rank
    }

    fn stated(&self, record: RecordId) -> Option<usize> {
        self.project.schema.scale("safety_class")?.rank(self.project.text(record, "safety_class")?)
    }

    fn assumed(&self) -> Class {
        Class { rank: self.highest, reason: ClassReason::Assumed }
    }

    /// A stated class below the highest counts only where an approved classification is recorded for it.
    fn system(&self, system: RecordId) -> Class {
        let classified = self.project.linked(system, "classified_by").into_iter().any(|c| approved(self.project, c));
        match self.stated(system) {
            Some(rank) if rank == self.highest || classified => Class { rank, reason: ClassReason::Stated },
            _ => self.assumed(),
        }
    }

    fn soup(&mut self, soup: RecordId, open: &mut Vec<RecordId>) -> Class {
        let users = self.project.linked(soup, "used_by");
        let highest = users.into_iter().map(|user| self.class(user, open)).max();
        highest.map_or_else(|| self.assumed(), |rank| Class { rank, reason: ClassReason::OfUsers })
    }

    fn part(&mut self, part: RecordId, open: &mut Vec<RecordId>) -> Class {
        let project = self.project;
        let wholes = project.linked(part, "part_of");
        let wholes = wholes.into_iter().filter(|w| project.has_role(*w, "item") || project.has_role(*w, "system"));
        let whole = wholes.map(|w| self.class(w, open)).max();
        match (self.stated(part), whole) {
            (None, None) => self.assumed(),
            (None, Some(rank)) => Class { rank, reason: ClassReason::Inherited },
            // Without a whole there is nothing to compare with: below the highest it would be a class from nowhere.
            (Some(rank), None) if rank == self.highest => Class { rank, reason: ClassReason::Stated },
            (Some(_), None) => self.assumed(),
            (Some(rank), Some(whole)) if rank >= whole => Class { rank, reason: ClassReason::Stated },
            (Some(rank), Some(whole)) => {
                if self.lowering_proven(part) {
                    Class { rank, reason: ClassReason::Lowered }
                } else {
                    Class { rank: whole, reason: ClassReason::LoweringUnproven }
                }
            }
        }
    }

    /// An approved rationale, and segregation of which every entry is verified.
    fn lowering_proven(&self, part: RecordId) -> bool {
        let has_text = |name: &str| self.project.text(part, name).is_some_and(says_something);
        let segregation = self.project.field(part, "segregation").map(|e| e.items()).unwrap_or_default();
        let verified = |entry: &crate::model::Entry| {
            let proofs = entry.value.get("verified_by").map(|e| e.items()).unwrap_or_default();
            !proofs.is_empty()
                && proofs.iter().all(|proof| match &proof.value {
                    Value::Record { target: Some(target), .. } => {
                        !self.project.is_obsolete(*target) && self.judgement.verdict(*target).is_some_and(|j| j.verdict == Verdict::Passing)
                    }
                    _ => false,
                })
        };
        has_text("rationale") && approved(self.project, part) && !segregation.is_empty() && segregation.iter().all(verified)
    }
}
