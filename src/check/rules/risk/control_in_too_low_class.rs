//! `control-in-too-low-class`: a risk control that is realised by an item or unit of a lower class than the risk it controls asks for.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::realising;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-in-too-low-class",
        severity: Severity::Error,
        clauses: &["7.2.2"],
        finds: "A risk control that is realised by an item or unit of a lower class than the risk it controls asks for.",
        why: "What controls a risk has to be developed as carefully as the possible effect of its failure asks for.",
        resolve: "raise the class of the item, or move the control to an item of the class that the message names",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(scale) = cx.project.schema.scale("safety_class") else { return };
    let risks = cx.project.linked(record, "mitigates").into_iter().filter_map(|r| cx.judgement.risk(r));
    let Some(asking) = risks.max_by_key(|r| (r.class.rank(), std::cmp::Reverse(r.risk))) else { return };
    for part in realising(cx.project, record) {
        let Some(class) = cx.judgement.class(part).filter(|c| c.rank < asking.class.rank()) else { continue };
        let (own, asked) = (&scale.levels[class.rank].id, &scale.levels[asking.class.rank()].id);
        let words = format!("{} is realised by `{}` of class {own}; `{}` asks for class {asked}", cx.name(record), cx.id(part), cx.id(asking.risk));
        found.push(Diagnostic::new(&RULE.code, cx.place(record), words).about(cx.id(record)).related(cx.place(part), "realises the control"));
    }
}
