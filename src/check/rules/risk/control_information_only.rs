//! `control-information-only`: a risk that became acceptable by information for safety alone.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-information-only",
        severity: Severity::Error,
        clauses: &["7.2.1", "ISO 14971 7.1"],
        finds: "A risk that became acceptable by information for safety alone.",
        why: "Information comes last among the options of risk control; it does not make up for design and protective measures that were not taken.",
        resolve: "reduce the risk by design or by a protective measure, or weigh what is left in `benefit_risk` with the level that it has without the information",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.risk(record).is_some_and(|s| s.by_information_only) {
        found.about(record, format!("{} is acceptable by information for safety alone", cx.name(record)));
    }
}
