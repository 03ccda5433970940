//! `anomaly-without-rationale`: an anomaly that the version under view still has, without the reason why it may be released with it.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "anomaly-without-rationale",
        severity: Severity::Warning,
        clauses: &["5.8.3"],
        finds: "An anomaly that the version under view still has, without the reason why it may be released with it.",
        why: "Whoever reads the list of known anomalies wants to know why each of them was left in.",
        resolve: "write the reason in `rationale_not_fixed`; if the anomaly is gone, say so in `fixed_in` and verify it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["anomaly"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.residual(record) && cx.said(record, "rationale_not_fixed").is_none() {
        let message = format!("{} is residual and does not say why it may stay", cx.name(record));
        found.at(record, cx.place_of(record, "rationale_not_fixed"), message);
    }
}
