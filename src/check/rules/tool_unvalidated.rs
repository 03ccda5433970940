//! `tool-unvalidated`: a tool whose faults can end up in the product, and that was not validated in the version in use.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Verdict, says_something};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "tool-unvalidated",
        severity: Severity::Warning,
        clauses: &["5.1.10"],
        finds: "A tool whose faults can end up in the product, and that was not validated in the version in use.",
        why: "A compiler or a generator with a fault puts it into every product it makes, past all reviews of the source.",
        resolve: "write the outcome and the version in `validation`, or `affects_product: false` where a fault cannot get through unnoticed",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["tool"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    let verified = cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::Passing);
    let reach = match cx.project.text(record, "affects_product") {
        Some("false") => return,
        Some("true") => "a fault of it can end up in the product",
        _ => "nothing says that a fault of it cannot end up in the product",
    };
    if verified {
        return;
    }
    let name = cx.name(record);
    let part = |part: &str| {
        let entry = cx.project.field(record, "validation")?.value.get(part)?;
        Some((entry.span, entry.value.text().map(str::trim).filter(|t| says_something(t))?))
    };
    match (part("result").or_else(|| part("text")), part("version"), cx.said(record, "version").map(str::trim)) {
        (None, _, _) => found.at(record, cx.place_of(record, "validation"), format!("{name} is not validated, and {reach}")),
        (Some((span, result)), _, _) if result.to_lowercase().starts_with("fail") => {
            found.at(record, span, format!("the validation of {name} failed, and {reach}"));
        }
        (_, Some((span, validated)), Some(used)) if validated != used => {
            found.at(record, span, format!("{name} is validated in version `{validated}`, while `{used}` is in use"));
        }
        _ => {}
    }
}
