//! `external-control-unproven`: a measure outside the software that a class rests on, and that is not shown.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Unproven;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "external-control-unproven",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A measure outside the software that a class rests on, and that is named nowhere, has no evidence, or is software after all.",
        why: "A class is lowered only by what is known to work outside the software system; the highest class stands until then.",
        resolve: "list the measures in `external_controls`, each with its `control` or `kind` and with the `evidence` that it is there and works; a measure inside the software lowers no class",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["classification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for (span, fault) in cx.judgement.classification(record).map(|c| c.unproven.as_slice()).unwrap_or_default() {
        let rests_on = match fault {
            Unproven::NoneListed => "measures outside the software, and `external_controls` lists none",
            Unproven::Unnamed => "a measure that is named nowhere",
            Unproven::NoEvidence => "a measure without evidence",
            Unproven::NotOutside => "a measure that is in software, obsolete or not there",
            Unproven::Nowhere => "a measure of which nothing says that it is outside the software",
        };
        found.at(record, *span, format!("the class that {} leads to rests on {rests_on}", cx.name(record)));
    }
}
