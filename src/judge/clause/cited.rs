//! Who cites the clauses of a standard: assessments, claims, criteria of verifications, sections of plans. Read once.

use rustc_hash::{FxHashMap, FxHashSet};

use super::assessed::{Assessment, Says, assessment, says};
use super::blank::is_blank_chapter;
use super::subject::Subject;
use crate::judge::approved;
use crate::judge::proof::Proof;
use crate::model::{Choice, CriterionResult, Entry, Project, RecordId, State, Value, Words, says_something};
use crate::schema::{Name, Standard};

/// What cites a clause, and the letter behind its number; by record, since records are read in their order.
type Citing<T> = FxHashMap<String, Vec<(Option<String>, T)>>;

/// All citations of a standard's clauses, by number.
pub(super) struct Cited<'a> {
    assessments: Citing<Assessed>,
    /// Records that claim to answer a clause, with whether they say why.
    claims: Citing<(RecordId, bool)>,
    /// Passing and dated verifications, by the clauses of their criteria and of what they claim to answer, and whether they say
    /// that what is asked is met.
    reviews: Citing<(RecordId, Met)>,
    /// Plans with a section on a clause, and whether the section says something.
    sections: Citing<(RecordId, bool)>,
    /// Assessments of a record that is not there: what they are about is not everything.
    astray: FxHashSet<RecordId>,
    project: &'a Project,
}

/// What a verification says of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    /// It is met.
    Pass,
    /// It is met, or there is nothing to which it applies.
    OrNotApplicable,
}

struct Assessed {
    assessment: Assessment,
    /// The parts of the product that it is about; where it names none, the whole.
    about: Option<Vec<RecordId>>,
    says: Says,
}

impl<'a> Cited<'a> {
    /// Reads them.
    pub(super) fn of(project: &'a Project, proof: &Proof, standard: &Standard) -> Self {
        let mut all = Self {
            assessments: FxHashMap::default(),
            claims: FxHashMap::default(),
            reviews: FxHashMap::default(),
            sections: FxHashMap::default(),
            astray: project.link_name("assesses").map_or_else(FxHashSet::default, |name| astray(project, name)),
            project,
        };
        for (record, _) in project.iter().filter(|(r, _)| !project.is_obsolete(*r)) {
            all.claims_of(record, proof, standard);
            if project.has_role(record, "verification") && shows(project, proof, record) {
                all.criteria_of(record, standard);
            }
            if project.has_role(record, "plan") {
                all.sections_of(record, standard);
            }
            if project.has_role(record, "assessment") {
                all.assessments_of(record, standard);
            }
        }
        all
    }

    fn assessments_of(&mut self, record: RecordId, standard: &Standard) {
        let project = self.project;
        let Some(assessment) = assessment(project, record) else { return };
        let mut about = project.link_name("assesses").map_or_else(Vec::new, |name| project.graph.neighbours(record, name));
        about.retain(|r| PARTS.iter().any(|role| project.has_role(*r, role)));
        let about = Some(about).filter(|about| !about.is_empty() || self.astray.contains(&record));
        for text in project.field(record, "clause").map(Entry::items).unwrap_or_default().iter().filter_map(|e| e.value.text()) {
            let assessed = Assessed { assessment: assessment.clone(), about: about.clone(), says: says(project, record) };
            put(&mut self.assessments, standard, text, assessed);
        }
    }

    fn claims_of(&mut self, record: RecordId, proof: &Proof, standard: &Standard) {
        for claim in self.project.field(record, "answers").map(Entry::items).unwrap_or_default() {
            let says = claim.value.get("reason").and_then(|e| e.value.text()).is_some_and(says_something);
            // A plain list of clauses: such an entry is a group whose `text` is the clause.
            let clauses = claim.value.get("clause").or_else(|| claim.value.get("text")).map(Entry::items).unwrap_or_default();
            for text in clauses.iter().filter_map(|c| c.value.text()) {
                put(&mut self.claims, standard, text, (record, says));
                if says && self.project.has_role(record, "verification") && shows(self.project, proof, record) {
                    put(&mut self.reviews, standard, text, (record, Met::Pass));
                }
            }
        }
    }

    fn criteria_of(&mut self, record: RecordId, standard: &Standard) {
        for criterion in self.project.field(record, "criteria").map(Entry::items).unwrap_or_default() {
            let met = match CriterionResult::of(criterion.value.get("result")) {
                Choice::Word(CriterionResult::Pass) => Met::Pass,
                Choice::Word(CriterionResult::NotApplicable) => Met::OrNotApplicable,
                Choice::Word(CriterionResult::Fail) | Choice::Nothing | Choice::Added | Choice::Wrong => continue,
            };
            let clauses = criterion.value.get("clause").map(Entry::items).unwrap_or_default();
            for text in clauses.iter().filter_map(|c| c.value.text()) {
                put(&mut self.reviews, standard, text, (record, met));
            }
        }
    }

    fn sections_of(&mut self, plan: RecordId, standard: &Standard) {
        for section in self.project.field(plan, "sections").map(Entry::items).unwrap_or_default() {
            let says = section.value.get("text").and_then(|e| e.value.text()).is_some_and(says_something);
            let document = match section.value.get("document").map(|e| &e.value) {
                Some(Value::Record { target: Some(document), .. }) => {
                    !self.project.is_obsolete(*document) && approved(self.project, *document) && !is_blank_chapter(self.project, *document)
                }
                _ => false,
            };
            for text in section.value.get("clause").map(Entry::items).unwrap_or_default().iter().filter_map(|c| c.value.text()) {
                put(&mut self.sections, standard, text, (plan, says || document));
            }
        }
    }

    /// The newest judgement about a subject on a clause. One that names no part of the product is about the whole: were it about
    /// each part too, it would speak of all of them once the only one it was about is gone.
    pub(super) fn assessed(&self, clause: &str, subject: &Subject) -> Option<Assessment> {
        self.newest(clause, None, subject, |a| a.says == Says::Judgement)
    }

    /// The newest declaration that a subject has no case of a clause, or of one of its letters.
    pub(super) fn no_case(&self, clause: &str, letter: Option<&str>, subject: &Subject) -> Option<Assessment> {
        self.newest(clause, letter, subject, |a| a.says == Says::NoCase)
    }

    fn newest(&self, clause: &str, letter: Option<&str>, subject: &Subject, is: impl Fn(&Assessed) -> bool) -> Option<Assessment> {
        let all = self.assessments.get(clause)?.iter().filter(|(l, a)| l.as_deref() == letter && is(a)).map(|(_, a)| a);
        let about = all.filter(|a| a.about.as_ref().map_or(!subject.is_part(), |about| subject.record.is_some_and(|s| about.contains(&s))));
        about.map(|a| &a.assessment).max_by_key(|a| (a.on, std::cmp::Reverse(a.record))).cloned()
    }

    /// The records that claim to answer a clause, with whether they say why.
    pub(super) fn claims(&self, clause: &str) -> impl Iterator<Item = (RecordId, bool)> {
        self.claims.get(clause).into_iter().flatten().map(|(_, claim)| *claim)
    }

    /// The passing verifications about any part of a clause, sorted.
    pub(super) fn reviews(&self, clause: &str) -> impl Iterator<Item = RecordId> {
        let mut all: Vec<RecordId> = self.reviews.get(clause).into_iter().flatten().map(|(_, (record, _))| *record).collect();
        all.dedup();
        all.into_iter()
    }

    /// Whether a record is a passing verification about a letter of a clause; without a letter, about any part of it.
    pub(super) fn is_review(&self, record: RecordId, clause: &str, letter: Option<&str>, counts: Met) -> bool {
        let all = self.reviews.get(clause).map(Vec::as_slice).unwrap_or_default();
        let mut own = all[all.partition_point(|(_, (r, _))| *r < record)..].iter().take_while(|(_, (r, _))| *r == record);
        own.any(|(l, (_, met))| *met <= counts && (letter.is_none() || l.as_deref() == letter))
    }

    /// Whether a record claims to answer a clause, and says why.
    pub(super) fn is_claim(&self, record: RecordId, clause: &str) -> bool {
        let all = self.claims.get(clause).map(Vec::as_slice).unwrap_or_default();
        all[all.partition_point(|(_, (r, _))| *r < record)..].iter().take_while(|(_, (r, _))| *r == record).any(|(_, (_, says))| *says)
    }

    /// The plans with a section on a clause, on this letter of it if there is one, with whether it says something.
    pub(super) fn sections(&self, clause: &str, letter: Option<&str>) -> impl Iterator<Item = (RecordId, bool)> {
        let all = self.sections.get(clause).into_iter().flatten();
        all.filter(move |(l, _)| letter.is_none() || l.as_deref() == letter).map(|(_, section)| *section)
    }
}

/// What an assessment can be about.
const PARTS: [&str; 4] = ["system", "item", "unit", "soup"];

/// The assessments that write a link to what no record is.
fn astray(project: &Project, name: Name) -> FxHashSet<RecordId> {
    let lost = project.graph.written.iter().filter(|w| w.name == name && matches!(w.state, State::Dangling | State::WrongKind(_)));
    lost.map(|w| w.record).collect()
}

/// Whether a verification passes, is done, and says on which day: what is not dated may be of any state of the product.
fn shows(project: &Project, proof: &Proof, record: RecordId) -> bool {
    let dated = matches!(project.field(record, "date").map(|e| &e.value), Some(Value::Date(_)));
    dated && !project.is_unfinished(record) && proof.passes(record)
}

fn put<T>(all: &mut Citing<T>, standard: &Standard, text: &str, citing: T) {
    if let Some((number, letter)) = standard.cited(text) {
        all.entry(number.to_owned()).or_default().push((letter.map(str::to_owned), citing));
    }
}
