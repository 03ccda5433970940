//! `classification-incomplete`: a classification whose answers do not lead to a class: a question on the way has no answer, or no reason for it.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Outcome, Stray, questionnaire};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "classification-incomplete",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A classification whose answers do not lead to a class: a question on the way has no answer, or no reason for it.",
        why: "An unfinished classification proves no class; the highest stands.",
        resolve: "answer the question that the message names, with a `reason`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let (Some(classified), Some(questionnaire)) = (cx.judgement.classification(record), questionnaire(cx.project)) else { return };
    let Outcome::Open(place) = classified.outcome else { return };
    // An answer that is none is another rule's finding.
    if classified.stray.iter().any(|(_, stray)| matches!(stray, Stray::UnknownAnswer(at, _) | Stray::Twice(at) if *at == place)) {
        return;
    }
    let question = &questionnaire.questions[place];
    let answers: Vec<String> = question.answers.iter().map(|a| format!("`{}` ({})", a.id, a.label)).collect();
    let words = format!("{} has no answer with a reason to `{}`: {}", cx.name(record), question.id, question.text);
    found.with_help(record, words, format!("answer it with one of {}", answers.join(", ")));
}
