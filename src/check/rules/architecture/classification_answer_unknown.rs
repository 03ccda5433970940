//! `classification-answer-unknown`: an answer of a classification that the edition's questionnaire does not know, has had already, or does not come by.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::diag::{Diagnostic, did_you_mean};
use crate::judge::{Stray, questionnaire};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "classification-answer-unknown",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "An answer of a classification that the edition's questionnaire does not know, has had already, or does not come by.",
        why: "Such an answer counts nowhere, and a reader would take it for a part of the reasoning.",
        resolve: "use the questions and answers of the edition in use; remove answers that the path does not come by",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let (Some(classified), Some(questionnaire)) = (cx.judgement.classification(record), questionnaire(cx.project)) else { return };
    let ids: Vec<&str> = questionnaire.questions.iter().map(|q| q.id.as_str()).collect();
    for (span, stray) in &classified.stray {
        let (words, help) = match stray {
            Stray::UnknownQuestion(name) => (format!("the questionnaire has no question `{name}`"), did_you_mean(name, &ids)),
            Stray::UnknownAnswer(place, answer) => {
                let question = &questionnaire.questions[*place];
                let known: Vec<&str> = question.answers.iter().map(|a| a.id.as_str()).collect();
                (format!("`{answer}` is no answer to `{}`", question.id), did_you_mean(answer, &known))
            }
            Stray::OffPath(place) => {
                let words = format!("the answers before it do not lead to the question `{}`", ids[*place]);
                (words, "remove the answer, or correct those before it".to_owned())
            }
            Stray::Twice(place) => (format!("`{}` is answered twice; where the answers differ, none counts", ids[*place]), "keep one answer".to_owned()),
        };
        found.push(Diagnostic::new(&RULE.code, *span, words).about(cx.id(record)).help(help));
    }
}
