//! `problem-without-safety-evaluation`: a problem report that does not say what the problem means for safety.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "problem-without-safety-evaluation",
        severity: Severity::Warning,
        clauses: &["6.2.1.3", "9.2"],
        finds: "A problem report that does not say what the problem means for safety.",
        why: "Whether the product is still safe to use has to be asked of every problem, and the answer written down.",
        resolve: "hold the problem against the risks, and write the result in `safety_evaluation`; if it means nothing for safety, write why: `safety_evaluation: {none: reason}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.said(record, "safety_evaluation").is_none() {
        let message = format!("{} does not say what the problem means for safety", cx.name(record));
        found.at(record, cx.place_of(record, "safety_evaluation"), message);
    }
}
