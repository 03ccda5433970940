//! `anomaly-unevaluated`: an anomaly that the version under view still has, and that was not evaluated for safety.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "anomaly-unevaluated",
        severity: Severity::Error,
        clauses: &["5.8.3"],
        finds: "An anomaly that the version under view still has, and that was not evaluated for safety.",
        why: "Software may be released with known anomalies only after it was found that none of them adds an unacceptable risk.",
        resolve: "hold the anomaly against the risks, and write the result in `safety_evaluation`, or why there is none: `{none: reason}`; if it is gone, say so in `fixed_in` and verify it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["anomaly"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.judgement.residual(record) && cx.said(record, "safety_evaluation").is_none() {
        found.at(record, cx.place_of(record, "safety_evaluation"), format!("{} is residual and not evaluated for safety", cx.name(record)));
    }
}
