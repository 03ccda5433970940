//! `review-not-counted`: a recorded review that counts for nothing.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::{Refused, refusal};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "review-not-counted",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A recorded review of links that names nobody on record, gives no reason, or whose date has not come yet.",
        why: "It counts for nothing: its links are as they were before it.",
        resolve: "review the links again with `techfile review`, and remove the file",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for review in &cx.project.reviews {
        let words = match refusal(cx.project, review) {
            None => continue,
            Some(Refused::Future) => {
                format!("the review of {} does not count: the project is measured from {}, which is earlier", review.on, cx.project.as_of)
            }
            Some(Refused::Nobody) => format!("the review of {} does not count: `{}` is nobody's name", review.on, review.by),
            Some(Refused::Stranger) => format!("the review of {} does not count: `{}` is not a person on record", review.on, review.by),
            Some(Refused::NoReason) => format!("the review of {} does not count: `{}` is no reason", review.on, review.reason),
        };
        found.push(Diagnostic::new(&RULE.code, review.span, words));
    }
}
