//! `control-option-unexplained`: a control by information for safety, without a word on why no better option was practicable.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-option-unexplained",
        severity: Severity::Note,
        clauses: &["7.2.1", "ISO 14971 7.1"],
        finds: "A control by information for safety, without a word on why no better option was practicable.",
        why: "Design comes before protection, and protection before information; a later option needs a reason.",
        resolve: "say in `option_rationale` why no inherent or protective measure was practicable",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.project.text(record, "type") == Some("information") && cx.said(record, "option_rationale").is_none() {
        found.about(record, format!("nothing says why {} is information and no measure of design or protection", cx.name(record)));
    }
}
