//! `system-unclassified`: a software system that no classification is about.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "system-unclassified",
        severity: Severity::Warning,
        clauses: &["4.3"],
        finds: "A software system that no classification is about.",
        why: "The class decides what the standard asks for; it has to be assigned with a reason, and until then it is the highest.",
        resolve: "write a `classification` with the answers of the questionnaire, link it with `classifies`, and have it approved",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["system"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let all = cx.project.linked(record, "classified_by");
    if all.is_empty() {
        let class = if cx.judgement.class(record).is_some_and(|c| c.assumed) { "; the highest class is assumed" } else { "" };
        found.about(record, format!("no classification says why {} has its class{class}", cx.name(record)));
    }
}
