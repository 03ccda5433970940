//! `risk-management-review-missing`: a file with risks and without a review of the risk management before release.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "risk-management-review-missing",
        severity: Severity::Warning,
        clauses: &["ISO 14971 9"],
        finds: "A file with risks and without an assessment of the review of risk management that counts.",
        why: "Before release somebody has to review that the risk management plan was carried out and the overall residual risk is acceptable.",
        resolve: "write an `assessment` with `clause: ISO 14971 9`, a judgement, `by` and `on`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let Some(first) = project.with_role("risk").find(|r| !project.is_obsolete(*r)) else { return };
    if cx.judgement.risks.review.is_none() {
        found.about(first, "no assessment records the review of risk management before release");
    }
}
