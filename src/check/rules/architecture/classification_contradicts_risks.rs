//! `classification-contradicts-risks`: a classification that leads to a lower class than the risks of its software ask for.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::Outcome;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "classification-contradicts-risks",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A classification that leads to a lower class than the risks of its software ask for, without measures outside the software.",
        why: "Answers that the project's own risks contradict prove no class; the highest stands.",
        resolve: "correct the answers of the classification, or the causes and the severity of the risks",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let (Some(classified), Some(scale)) = (cx.judgement.classification(record), cx.project.schema.scale("safety_class")) else { return };
    let Outcome::Class(rank) = classified.outcome else { return };
    if classified.contradicted.is_empty() {
        return;
    }
    let risks: Vec<String> = classified.contradicted.iter().map(|r| format!("`{}`", cx.id(*r))).collect();
    let (one, own) = (risks.len() == 1, scale.levels.get(rank).map_or("", |l| l.id.as_str()));
    let arise = if one { "can arise from its software and asks" } else { "can arise from its software and ask" };
    let words = format!("{} leads to class {own}; {} {arise} for a higher class", cx.name(record), risks.join(", "));
    let finding = Diagnostic::new(&RULE.code, cx.place_of(record, "answers"), words).about(cx.id(record));
    found.push(classified.contradicted.iter().fold(finding, |finding, risk| finding.related(cx.place(*risk), "the risk")));
}
