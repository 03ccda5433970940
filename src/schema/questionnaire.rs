//! The questionnaire of a standard: questions whose answers lead to a class (IEC 62304 4.3), as data of each edition.

use super::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use super::{Scale, decode};
use crate::diag::{Diagnostic, did_you_mean};
use crate::yaml::Node;

/// Questions in their order; the first is asked first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What a classification names it by.
    pub id: String,
    /// The question, in words of our own.
    pub text: String,
    /// What may be answered.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What a classification writes.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// Where it leads.
    pub leads_to: LeadsTo,
    /// Whether it rests on measures outside the software, so that each one listed needs evidence.
    pub external: bool,
}

/// Where an answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadsTo {
    /// To a question that comes later, by its place.
    Question(usize),
    /// To a class, by its rank on the standard's scale.
    Class(usize),
}

impl Questionnaire {
    /// The question with this id, with its place.
    pub fn question(&self, id: &str) -> Option<(usize, &Question)> {
        self.questions.iter().enumerate().find(|(_, q)| q.id == id)
    }
}

/// Reads the key `classification` of a standard. An answer leads forward only, so that every path ends.
pub(super) fn read(node: &Node, scale: Option<&Scale>, out: &mut Vec<Diagnostic>) -> Option<Questionnaire> {
    let node = node.get("classification")?;
    if !decode::is_map(node, "a classification", out) {
        return None;
    }
    decode::unknown_keys(node, &["questions"], out);
    let items = decode::items(node, "questions", out);
    let ids: Vec<String> = items.iter().map(|q| decode::text(q, "id", out).unwrap_or_default()).collect();
    let mut questions: Vec<Question> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        decode::unknown_keys(item, &["id", "text", "answers"], out);
        let id = &ids[index];
        if id.is_empty() || ids[..index].contains(id) {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, "a question needs an `id` of its own"));
        }
        let answers = decode::items(item, "answers", out).iter().filter_map(|a| answer(a, index, &ids, scale, out)).collect::<Vec<_>>();
        if answers.len() < 2 {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, format!("question `{id}` needs two answers at least")));
        }
        questions.push(Question { id: id.clone(), text: decode::text(item, "text", out).unwrap_or_default(), answers });
    }
    if questions.is_empty() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "a classification needs `questions`"));
        return None;
    }
    Some(Questionnaire { questions })
}

fn answer(node: &Node, own: usize, ids: &[String], scale: Option<&Scale>, out: &mut Vec<Diagnostic>) -> Option<Answer> {
    decode::unknown_keys(node, &["id", "label", "class", "next", "external"], out);
    let Some(id) = decode::text(node, "id", out) else {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "an answer needs an `id`"));
        return None;
    };
    let at = |key: &str| node.get(key).map_or(node.span, |n| n.span);
    let leads_to = match (decode::text(node, "class", out), decode::text(node, "next", out)) {
        (Some(class), None) => match scale.and_then(|s| s.rank(&class)) {
            Some(rank) => LeadsTo::Class(rank),
            None => {
                let known: Vec<&str> = scale.map_or_else(Vec::new, |s| s.levels.iter().map(|l| l.id.as_str()).collect());
                let words = format!("no class is called `{class}`");
                out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, at("class"), words).help(did_you_mean(&class, &known)));
                return None;
            }
        },
        (None, Some(next)) => match ids.iter().position(|q| *q == next) {
            Some(place) if place > own => LeadsTo::Question(place),
            Some(_) => {
                out.push(Diagnostic::new(&SCHEMA_INVALID, at("next"), format!("`{next}` does not come after this question")));
                return None;
            }
            None => {
                let known: Vec<&str> = ids.iter().map(String::as_str).collect();
                let words = format!("no question is called `{next}`");
                out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, at("next"), words).help(did_you_mean(&next, &known)));
                return None;
            }
        },
        _ => {
            out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "an answer leads either to a `class` or to the `next` question"));
            return None;
        }
    };
    let label = decode::text(node, "label", out).unwrap_or_else(|| id.clone());
    Some(Answer { id, label, leads_to, external: decode::flag(node, "external", out) })
}
