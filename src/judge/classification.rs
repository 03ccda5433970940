//! Classifications: which class the answers to a standard's questionnaire lead to (IEC 62304 4.3).

use super::stamp::approved;
use crate::model::{Entry, Project, RecordId, Value, says_something};
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
    /// External controls on the list without evidence, or that are software: places.
    pub unproven: Vec<Span>,
    /// Whether it is approved and not obsolete, so that its outcome counts.
    pub counts: bool,
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
    /// The question was answered before.
    Twice(usize),
}

impl Classified {
    /// The class that it proves: its path has ended at one, every answer on it has a reason, it is approved, and what it
    /// rests on outside the software has evidence.
    pub fn proven(&self) -> Option<usize> {
        match self.outcome {
            Outcome::Class(rank) if self.counts && self.unproven.is_empty() => Some(rank),
            _ => None,
        }
    }
}

/// The questionnaire that classifications answer: that of the first standard in use that has one.
pub fn questionnaire(project: &Project) -> Option<&Questionnaire> {
    project.config.standards.iter().find_map(|s| project.schema.standard(&s.value)?.questionnaire.as_ref())
}

/// All classifications with their paths, by record.
pub(super) fn classifications(project: &Project) -> Vec<Classified> {
    let questions = questionnaire(project);
    project.with_role("classification").map(|record| classified(project, record, questions)).collect()
}

fn classified(project: &Project, record: RecordId, questions: Option<&Questionnaire>) -> Classified {
    let counts = approved(project, record) && !project.is_obsolete(record);
    let mut result = Classified { record, path: Vec::new(), outcome: Outcome::NoQuestions, stray: Vec::new(), unproven: Vec::new(), counts };
    let Some(questions) = questions else { return result };
    // Which answer each question got, with its place; answers without a reason prove nothing and stay out.
    let mut given: Vec<Option<(usize, Span)>> = vec![None; questions.questions.len()];
    for entry in project.field(record, "answers").map(Entry::items).unwrap_or_default() {
        let text = |name: &str| entry.value.get(name).and_then(|e| Some((e.value.text()?, e.span)));
        let Some((name, span)) = text("question").or_else(|| text("text")) else { continue };
        let Some((place, question)) = questions.question(name.trim()) else {
            result.stray.push((span, Stray::UnknownQuestion(name.trim().to_owned())));
            continue;
        };
        let Some((answer, at)) = text("answer") else { continue };
        match question.answers.iter().position(|a| a.id == answer.trim()) {
            None => result.stray.push((at, Stray::UnknownAnswer(place, answer.trim().to_owned()))),
            Some(_) if given[place].is_some() => result.stray.push((span, Stray::Twice(place))),
            Some(_) if !text("reason").is_some_and(|(reason, _)| says_something(reason)) => {}
            Some(index) => given[place] = Some((index, span)),
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
    if result.path.iter().any(|(question, answer)| questions.questions[*question].answers[*answer].external) {
        result.unproven = unproven(project, record);
    }
    result
}

/// Entries of `external_controls` that say no evidence, or whose control is realised in software: a measure inside the
/// software never lowers its class.
fn unproven(project: &Project, record: RecordId) -> Vec<Span> {
    let entries = project.field(record, "external_controls").map(Entry::items).unwrap_or_default();
    let software = |control: &Entry| match control.value {
        Value::Record { target: Some(control), .. } => {
            project.is_obsolete(control)
                || project.field(control, "realised_in").is_some_and(|e| e.items().iter().any(|i| i.value.text() == Some("software")))
        }
        _ => true,
    };
    let wrong = |entry: &&Entry| {
        let evidence = entry.value.get("evidence").and_then(|e| e.value.text()).is_some_and(says_something);
        !evidence || entry.value.get("control").is_some_and(|c| c.items().iter().any(software))
    };
    entries.iter().filter(wrong).map(|e| e.span).collect()
}
