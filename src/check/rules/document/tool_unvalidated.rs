//! `tool-unvalidated`: a tool whose faults can end up in the product, without a validation of the version in use.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Choice, Entry, RecordId, ValidationOutcome, Words, says_something, yes_no};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "tool-unvalidated",
        severity: Severity::Warning,
        clauses: &["5.1.10"],
        finds: "A tool whose faults can end up in the product, without a validation of the version in use.",
        why: "A fault in a compiler or generator gets into every product it builds, past all reviews of the source.",
        resolve: "write `outcome` and `version` in `validation`, or `affects_product: false` where a fault cannot get through unnoticed",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["tool"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let reach = match yes_no(cx.project.field(record, "affects_product")) {
        Choice::Word(false) => return,
        Choice::Word(true) => "its faults can end up in the product",
        Choice::Nothing | Choice::Added | Choice::Wrong => "`affects_product` does not rule out that its faults end up in the product",
    };
    if cx.judgement.proof.passes(record) {
        return;
    }
    let name = cx.name(record);
    let validation = |part: &str| cx.project.field(record, "validation").and_then(|e| e.value.get(part));
    let told = ["result", "text"].iter().filter_map(|part| validation(part)).find(|e| e.value.text().is_some_and(says_something));
    let place = |entry: Option<&Entry>| entry.map_or_else(|| cx.place_of(record, "validation"), |e| e.span);
    let outcome = validation("outcome");
    match (ValidationOutcome::of(outcome), told) {
        (Choice::Word(ValidationOutcome::Pass), _) => {}
        (Choice::Word(ValidationOutcome::Fail), _) => {
            found.at(record, place(outcome), format!("the validation of {name} failed, and {reach}"));
            return;
        }
        (Choice::Nothing, None) => {
            found.at(record, place(None), format!("{name} is not validated, and {reach}"));
            return;
        }
        (Choice::Nothing | Choice::Added | Choice::Wrong, told) => {
            let words = format!("the validation of {name} does not state `outcome`, and {reach}");
            found.push(
                Diagnostic::new(found.code(), place(outcome.or(told)), words)
                    .about(cx.id(record))
                    .help("write `outcome: pass`, or `fail`, in `validation`"),
            );
            return;
        }
    }
    let used = cx.said(record, "version").map(str::trim);
    if let (Some(entry), Some(used)) = (validation("version"), used)
        && let Some(validated) = entry.value.text().map(str::trim).filter(|t| says_something(t) && *t != used)
    {
        found.at(record, entry.span, format!("{name} is validated in version `{validated}`, while `{used}` is in use"));
    }
}
