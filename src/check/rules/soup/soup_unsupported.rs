//! `soup-unsupported`: SOUP whose support has ended, without a plan for its obsolescence.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-unsupported",
        severity: Severity::Warning,
        clauses: &["6.1"],
        finds: "SOUP whose support has ended, without a plan for its obsolescence.",
        why: "From that day on nobody repairs what is found in it, and the maintenance of the product has to say what happens then.",
        resolve: "say in `obsolescence_plan` what happens, or go over to a version that is supported",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(end) = cx.date(record, "end_of_support").filter(|end| *end < cx.project.as_of)
        && !cx.says(record, "obsolescence_plan")
    {
        let message = format!("support of {} ended on {end}, and no plan says what happens then", cx.name(record));
        found.at(record, cx.place_of(record, "end_of_support"), message);
    }
}
