//! Effective safety classes (IEC 62304 4.3). Where the records do not prove a lower class, the higher one stands.

use super::classification::{self, Classified};
use super::lowering::{Lowering, lowering};
use crate::judge::proof::Proof;
use crate::model::{Project, RecordId};

/// The effective class of a system, item, unit or SOUP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// Its rank on the scale `safety_class`: 0 is A.
    pub rank: usize,
    /// How it came about.
    pub reason: ClassReason,
    /// Whether it rests on a class that nothing states or proves: the highest, assumed here or further up.
    pub assumed: bool,
}

/// How a class came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassReason {
    /// Stated, and nothing asks for a higher one.
    Stated,
    /// That of an approved classification: nothing is stated, or less than it asks for.
    Classified,
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
    /// The word for it in data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Classified => "classified",
            Self::Inherited => "inherited",
            Self::Lowered => "lowered",
            Self::LoweringUnproven => "lowering_unproven",
            Self::OfUsers => "of_users",
            Self::Assumed => "assumed",
        }
    }
}

/// What stands in `safety_class`.
enum Stated {
    Nothing,
    Rank(usize),
    /// No class: it may mean the highest.
    Unknown,
}

struct Classifier<'a> {
    project: &'a Project,
    proof: &'a Proof,
    classifications: &'a [Classified],
    highest: usize,
    done: Vec<Option<Class>>,
    /// What is a part of itself, by way of others: of what it is a part says nothing about it.
    circular: Vec<bool>,
}

/// The classes of all records that have one.
pub(super) fn classes(project: &Project, proof: &Proof, classifications: &[Classified]) -> Vec<Option<Class>> {
    let highest = project.schema.scale("safety_class").map_or(0, |s| s.levels.len().saturating_sub(1));
    let count = project.records.len();
    let mut classifier = Classifier { project, proof, classifications, highest, done: vec![None; count], circular: vec![false; count] };
    for role in ["system", "item", "unit"] {
        for record in project.with_role(role) {
            classifier.class(record, &mut Vec::new());
        }
    }
    classifier.soup();
    classifier.done
}

impl Classifier<'_> {
    fn class(&mut self, record: RecordId, open: &mut Vec<RecordId>) -> Class {
        if let Some(class) = self.done[record.index()] {
            return class;
        }
        if let Some(start) = open.iter().position(|r| *r == record) {
            open[start..].iter().for_each(|r| self.circular[r.index()] = true);
            return self.assumed();
        }
        if open.len() > 200 {
            return self.assumed();
        }
        open.push(record);
        let class = if self.project.has_role(record, "system") { self.system(record) } else { self.part(record, open) };
        open.pop();
        let class = if self.circular[record.index()] && class.rank < self.highest { self.assumed() } else { class };
        self.done[record.index()] = Some(class);
        class
    }

    fn stated(&self, record: RecordId) -> Stated {
        let Some(written) = self.project.field(record, "safety_class") else { return Stated::Nothing };
        let rank = self.project.schema.scale("safety_class").zip(written.value.text()).and_then(|(scale, text)| scale.rank(text));
        rank.map_or(Stated::Unknown, Stated::Rank)
    }

    fn assumed(&self) -> Class {
        Class { rank: self.highest, reason: ClassReason::Assumed, assumed: true }
    }

    /// The classes that the approved classifications of a record lead to; none for one that proves nothing.
    fn asked(&self, record: RecordId) -> Vec<Option<usize>> {
        let all = self.project.linked(record, "classified_by");
        all.iter().filter_map(|c| classification::of(self.classifications, *c)).filter(|c| c.counts).map(|c| c.proven()).collect()
    }

    /// The class that the approved classifications of a record prove: the highest of them; none if one of them proves nothing.
    fn classified(&self, record: RecordId) -> Option<usize> {
        self.asked(record).into_iter().collect::<Option<Vec<usize>>>()?.into_iter().max()
    }

    /// Unfinished is the highest, shown as assumed; a stated class may be higher than that of the classification, never lower.
    fn system(&self, system: RecordId) -> Class {
        let known = |rank, reason| Class { rank, reason, assumed: false };
        match (self.stated(system), self.classified(system)) {
            (Stated::Rank(stated), Some(proven)) if stated >= proven => known(stated, ClassReason::Stated),
            (Stated::Rank(_) | Stated::Nothing, Some(proven)) => known(proven, ClassReason::Classified),
            (Stated::Rank(stated), None) if stated == self.highest => known(stated, ClassReason::Stated),
            (Stated::Rank(_) | Stated::Nothing, None) | (Stated::Unknown, _) => self.assumed(),
        }
    }

    /// The highest class of the users of SOUP; a SOUP that another one needs is used by what uses that one.
    fn soup(&mut self) {
        let project = self.project;
        let soups: Vec<RecordId> = project.with_role("soup").collect();
        let mut open: Vec<(RecordId, Class)> = Vec::new();
        for soup in soups.iter().filter(|s| !project.is_obsolete(**s)) {
            for user in project.linked(*soup, "used_by") {
                let class = self.class(user, &mut Vec::new());
                open.push((*soup, Class { reason: ClassReason::OfUsers, ..class }));
            }
        }
        // Highest first, and of equal ones the proven first: the first class that reaches a SOUP is the one it keeps.
        open.sort_by_key(|(soup, class)| (class.rank, !class.assumed, std::cmp::Reverse(*soup)));
        for rank in (0..=self.highest).rev() {
            for assumed in [false, true] {
                let mut reached: Vec<RecordId> = open.iter().filter(|(_, c)| c.rank == rank && c.assumed == assumed).map(|(soup, _)| *soup).collect();
                while let Some(soup) = reached.pop() {
                    if self.done[soup.index()].is_none() {
                        self.done[soup.index()] = Some(Class { rank, reason: ClassReason::OfUsers, assumed });
                        reached.extend(project.linked(soup, "depends_on"));
                    }
                }
            }
        }
        for soup in soups {
            if self.done[soup.index()].is_none() {
                self.done[soup.index()] = Some(self.assumed());
            }
        }
    }

    fn part(&mut self, part: RecordId, open: &mut Vec<RecordId>) -> Class {
        let project = self.project;
        let wholes = project.linked(part, "part_of");
        let wholes = wholes.into_iter().filter(|w| project.has_role(*w, "item") || project.has_role(*w, "system"));
        let whole = wholes.map(|w| self.class(w, open)).max_by_key(|c| (c.rank, !c.assumed));
        // A classification of its own may ask for more than what is stated; one that proves nothing lowers nothing.
        let asked = self.asked(part);
        let open_ended = asked.contains(&None);
        let proven = asked.into_iter().flatten().max();
        let stated = match self.stated(part) {
            Stated::Rank(rank) => Some(rank),
            Stated::Nothing => None,
            Stated::Unknown => return self.assumed(),
        };
        let rank = stated.max(proven);
        let by_itself = if stated >= proven { ClassReason::Stated } else { ClassReason::Classified };
        let known = |rank, reason| Class { rank, reason, assumed: false };
        match (rank, whole) {
            (None, None) => self.assumed(),
            (None, Some(whole)) => Class { reason: ClassReason::Inherited, ..whole },
            // Without a whole there is nothing to compare with: below the highest it would be a class from nowhere.
            (Some(rank), None) if rank == self.highest => known(rank, by_itself),
            (Some(_), None) => self.assumed(),
            (Some(rank), Some(whole)) if rank >= whole.rank => known(rank, by_itself),
            (Some(rank), Some(whole)) => match lowering(project, self.proof, self.classifications, part) {
                Lowering::Proven if !open_ended => known(rank, ClassReason::Lowered),
                Lowering::Proven | Lowering::NoRationale | Lowering::NoSegregation | Lowering::SegregationUnverified if open_ended && stated.is_none() => {
                    Class { reason: ClassReason::Inherited, ..whole }
                }
                Lowering::Proven | Lowering::NoRationale | Lowering::NoSegregation | Lowering::SegregationUnverified => {
                    Class { reason: ClassReason::LoweringUnproven, ..whole }
                }
            },
        }
    }
}
