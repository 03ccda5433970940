//! `class-below-risk`: an item or unit that is named as the cause of a risk, and whose class is lower than the severity of the harm asks for.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::Diagnostic;
use crate::diag::{Code, Severity};
use crate::judge::{RiskClass, causes};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "class-below-risk",
        severity: Severity::Error,
        clauses: &["4.3", "7.1.1"],
        finds: "An item or unit that is named as the cause of a risk, and whose class is lower than the severity of the harm asks for.",
        why: "Software that can cause a serious harm is of the highest class, unless measures outside it make the risk acceptable.",
        resolve: "raise the class of the item, correct the cause, or show in a classification which measures outside the software lower it",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let Some(scale) = cx.project.schema.scale("safety_class") else { return };
    for scored in cx.judgement.risks.scored.iter().filter(|s| !cx.project.is_obsolete(s.risk)) {
        let RiskClass::Severity(asked) = scored.class else { continue };
        for cause in causes(cx.project, scored.risk) {
            let Some(class) = cx.judgement.class(cause).filter(|c| c.rank < asked && !cx.project.has_role(cause, "soup")) else { continue };
            // The severity knows nothing of measures outside the software; a classification that counts on them does.
            if cx.judgement.classes.counts_on_outside(cx.project, cause) {
                continue;
            }
            let (own, high) = (&scale.levels[class.rank].id, &scale.levels[asked].id);
            let words = format!("{} is of class {own}; the harm of `{}`, which it can cause, asks for class {high}", cx.name(cause), cx.id(scored.risk));
            found.push(Diagnostic::new(&RULE.code, cx.place(cause), words).about(cx.id(cause)).related(cx.place(scored.risk), "the risk"));
        }
    }
}
