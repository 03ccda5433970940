//! `overall-residual-risk-missing`: a file with risks and without an assessment of the overall residual risk that counts.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "overall-residual-risk-missing",
        severity: Severity::Warning,
        clauses: &["4.2", "ISO 14971 8"],
        finds: "A file with risks and without an assessment of the overall residual risk that counts.",
        why: "Risks that are acceptable one by one need not be acceptable together.",
        resolve: "write an `assessment` with the subject `overall residual risk`, a judgement, `by` and `on`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let Some(first) = project.with_role("risk").find(|r| !project.is_obsolete(*r)) else { return };
    if cx.judgement.risks.overall_residual_risk.is_none() {
        found.about(first, "no assessment judges the overall residual risk of the risks in this file");
    }
}
