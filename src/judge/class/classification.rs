//! Classifications: which class the answers to a standard's questionnaire lead to (IEC 62304 4.3).

use super::contradiction;
use crate::judge::review::approved;
use crate::model::{Choice, Entry, Place, Project, RecordId, Value, Words, says_something};
use crate::schema::{LeadsTo, Questionnaire};
use crate::source::Span;

/// A classification and the path that its answers take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classified {
    /// The classification.
    pub record: RecordId,
    /// The questions on its path, each with the place of its answer among those of the question.
    pub path: Vec<(usize, usize)>,
    /// Where the path ends.
    pub outcome: Outcome,
    /// Answers that no question on the path asks for, or that no question has: the place and why.
    pub stray: Vec<(Span, Stray)>,
    /// Whether its path counts on measures outside the software.
    pub external: bool,
    /// Measures outside the software that it counts on and that are not shown, with their places.
    pub unproven: Vec<(Span, Unproven)>,
    /// Whether it is approved and not obsolete, so that its outcome counts.
    pub counts: bool,
    /// Risks that arise from the software and ask for a higher class than it leads to, though its path counts on no measure
    /// outside the software.
    pub contradicted: Vec<RecordId>,
}

/// Why a measure outside the software does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unproven {
    /// The answer counts on such measures, and none is listed.
    NoneListed,
    /// The entry names no measure.
    Unnamed,
    /// Nothing shows that the measure is there and works.
    NoEvidence,
    /// The measure is obsolete, is not there, or is software.
    NotOutside,
    /// Nothing says where the measure is built.
    Nowhere,
}

/// Where the path of a classification ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// At a class, by rank.
    Class(usize),
    /// At a question (by its place) that has no answer.
    Open(usize),
    /// No standard in use has a questionnaire.
    NoQuestions,
}

/// Why an answer leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stray {
    /// The standard has no such question.
    UnknownQuestion(String),
    /// The question has no such answer: the question and what it was answered with.
    UnknownAnswer(usize, String),
    /// The path does not come by this question.
    OffPath(usize),
    /// The question was answered before: where the answers differ, none of them counts.
    Twice(usize),
}

impl Classified {
    /// The class that it proves: its path has ended at one, every answer on it has a reason, it is approved, and what it
    /// rests on outside the software has evidence. Answers that speak of a question which the others rule out contradict them,
    /// and prove nothing together; nor do answers that the risks contradict.
    pub fn proven(&self) -> Option<usize> {
        let contradicts = self.stray.iter().any(|(_, stray)| matches!(stray, Stray::OffPath(_)));
        match self.outcome {
            Outcome::Class(rank) if self.counts && self.unproven.is_empty() && self.contradicted.is_empty() && !contradicts => Some(rank),
            _ => None,
        }
    }
}

/// The questionnaire that classifications answer: that of the first standard in use that has one.
pub fn questionnaire(project: &Project) -> Option<&Questionnaire> {
    project.config.standards.iter().find_map(|s| project.schema.standard(&s.value)?.questionnaire.as_ref())
}

/// The one that a record is, among all, which are sorted.
pub(super) fn of(classifications: &[Classified], record: RecordId) -> Option<&Classified> {
    let at = classifications.binary_search_by_key(&record, |c| c.record).ok()?;
    classifications.get(at)
}

/// All classifications with their paths, by record.
pub(super) fn classifications(project: &Project) -> Vec<Classified> {
    let questions = questionnaire(project);
    let mut all: Vec<Classified> = project.with_role("classification").map(|record| classified(project, record, questions)).collect();
    contradiction::mark(project, &mut all);
    all
}

fn classified(project: &Project, record: RecordId, questions: Option<&Questionnaire>) -> Classified {
    let counts = approved(project, record) && !project.is_obsolete(record);
    let mut result = Classified {
        record,
        path: Vec::new(),
        outcome: Outcome::NoQuestions,
        stray: Vec::new(),
        external: false,
        unproven: Vec::new(),
        counts,
        contradicted: Vec::new(),
    };
    let Some(questions) = questions else { return result };
    // Which answer each question got, with its place; answers without a reason prove nothing and stay out.
    let mut given: Vec<Option<(usize, Span)>> = vec![None; questions.questions.len()];
    let mut first: Vec<Option<usize>> = vec![None; questions.questions.len()];
    for entry in project.field(record, "answers").map(Entry::items).unwrap_or_default() {
        let text = |name: &str| entry.value.get(name).and_then(|e| Some((e.value.text()?, e.span)));
        let Some((name, span)) = text("question").or_else(|| text("text")) else { continue };
        let Some((place, question)) = questions.question(name.trim()) else {
            result.stray.push((span, Stray::UnknownQuestion(name.trim().to_owned())));
            continue;
        };
        let Some((answer, at)) = text("answer") else { continue };
        let Some(index) = question.answers.iter().position(|a| a.id == answer.trim()) else {
            result.stray.push((at, Stray::UnknownAnswer(place, answer.trim().to_owned())));
            continue;
        };
        match first[place] {
            None => {
                first[place] = Some(index);
                given[place] = text("reason").filter(|(reason, _)| says_something(reason)).map(|_| (index, span));
            }
            Some(earlier) => {
                result.stray.push((span, Stray::Twice(place)));
                given[place] = given[place].filter(|_| earlier == index);
            }
        }
    }
    let mut at = 0;
    result.outcome = loop {
        let Some((index, _)) = given[at] else { break Outcome::Open(at) };
        result.path.push((at, index));
        match questions.questions[at].answers[index].leads_to {
            LeadsTo::Class(rank) => break Outcome::Class(rank),
            LeadsTo::Question(next) => at = next,
        }
    };
    for (place, answer) in given.iter().enumerate() {
        if let (Some((_, span)), Outcome::Class(_)) = (answer, result.outcome)
            && !result.path.iter().any(|(on, _)| *on == place)
        {
            result.stray.push((*span, Stray::OffPath(place)));
        }
    }
    result.stray.sort_by_key(|(span, _)| *span);
    let counted_on = result.path.iter().find(|(question, answer)| questions.questions[*question].answers[*answer].external);
    if let Some((question, _)) = counted_on {
        result.external = true;
        let at = given[*question].map_or(project.record(record).span, |(_, span)| span);
        result.unproven = unproven(project, record, at);
    }
    result
}

/// What is wrong with the entries of `external_controls`: a measure inside the software never lowers its class, and measures
/// of which none is listed show nothing. `at` is the place of the answer that counts on them.
fn unproven(project: &Project, record: RecordId, at: Span) -> Vec<(Span, Unproven)> {
    let entries = project.field(record, "external_controls").map(Entry::items).unwrap_or_default();
    if entries.is_empty() {
        return vec![(at, Unproven::NoneListed)];
    }
    entries.iter().filter_map(|e| Some((e.span, fault(project, e)?))).collect()
}

/// Whether a place may be the software itself: what is no place may mean that.
fn may_be_software(place: &Entry) -> bool {
    match Place::of(Some(place)) {
        Choice::Word(Place::Software) | Choice::Wrong => true,
        Choice::Word(Place::Hardware | Place::Labelling | Place::Training | Place::Manufacturing | Place::External) | Choice::Nothing | Choice::Added => {
            false
        }
    }
}

fn fault(project: &Project, entry: &Entry) -> Option<Unproven> {
    let says = |name: &str| entry.value.get(name).and_then(|e| e.value.text()).is_some_and(says_something);
    let controls = entry.value.get("control").map(Entry::items).unwrap_or_default();
    let named = says("kind") || says("text");
    let (mut inside, mut nowhere) = (false, false);
    for control in controls {
        let Value::Record { target: Some(control), .. } = control.value else { return Some(Unproven::NotOutside) };
        let places = project.field(control, "realised_in").map(Entry::items).unwrap_or_default();
        let software = |r: RecordId| project.has_role(r, "item") || project.has_role(r, "unit") || project.has_role(r, "soup");
        inside |=
            project.is_obsolete(control) || places.iter().any(may_be_software) || project.linked(control, "implemented_by").into_iter().any(software);
        nowhere |= places.is_empty() && !named;
    }
    if inside {
        Some(Unproven::NotOutside)
    } else if controls.is_empty() && !named {
        Some(Unproven::Unnamed)
    } else if nowhere {
        Some(Unproven::Nowhere)
    } else if !says("evidence") {
        Some(Unproven::NoEvidence)
    } else {
        None
    }
}
