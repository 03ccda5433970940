//! `external-control-unproven`: a measure outside the software that a class rests on, without evidence, or that is software after all.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "external-control-unproven",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A measure outside the software that a class rests on, without evidence, or that is software after all.",
        why: "A class is lowered only by what is known to work outside the software system; the highest class stands until then.",
        resolve: "state the `evidence` that the measure is there and works; a measure inside the software lowers no class",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    for span in cx.judgement.classification(record).map(|c| c.unproven.as_slice()).unwrap_or_default() {
        found.at(record, *span, format!("the class that {} leads to rests on a measure without evidence, or on one in software", cx.name(record)));
    }
}
