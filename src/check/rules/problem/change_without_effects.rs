//! `change-without-effects`: a change request that does not say what the change touches besides the software.

use crate::check::change::{is_dropped, unsaid};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "change-without-effects",
        severity: Severity::Warning,
        clauses: &["6.2.3"],
        finds: "A change request that does not say what the change touches besides the software.",
        why: "A change is approved with its effects on the organisation, on released software and on other systems known, or it is approved blindly.",
        resolve: "answer in `effects` what is missing; if there is none, write why: `organisation: {none: reason}`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["change_request"], look),
};

/// What a change can touch, by the fields that say it.
const TOUCHED: &[(&str, &str)] =
    &[("organisation", "the organisation"), ("released_software", "released software"), ("interfacing_systems", "the systems it works with")];

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if is_dropped(cx, record) {
        return;
    }
    let missing = unsaid(cx, record, "effects", TOUCHED);
    if !missing.is_empty() {
        let message = format!("{} says nothing of its effect on {}", cx.name(record), missing.join(", "));
        found.at(record, cx.place_of(record, "effects"), message);
    }
}
