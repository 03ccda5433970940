//! `approval-void`: a recorded review or approval that does not count: it names nobody on record, has no date, or one that has not come,
//! or the record is a draft.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, stamp};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "approval-void",
        severity: Severity::Warning,
        clauses: &["5.1.8", "6.2.4", "8.2.1"],
        finds: "A recorded review or approval that does not count: it names nobody on record, has no date, or one that has not come, or the record is a draft.",
        why: "It looks like an approval and is none; everything that asks for one treats it as missing.",
        resolve: "write who approved it (`by`) and on which day (`on`), and set the `status` to `approved`; or remove it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for field in ["reviewed", "approved"] {
        let Some(entry) = cx.project.field(record, field) else { continue };
        let inner = |name: &str| entry.value.get(name).map(|e| e.span);
        let (at, fault) = match stamp(cx.project, record, field) {
            Stamp::Missing | Stamp::Given { .. } => continue,
            // An approval that is older than what it approves has a finding of its own.
            Stamp::Older { .. } => continue,
            Stamp::Nobody => (inner("by"), "names nobody".to_owned()),
            Stamp::Stranger(by) => (inner("by"), format!("is by `{by}`, who is not a person on record")),
            // What is written there is no date, and told as such.
            Stamp::Undated if inner("on").is_some() => continue,
            Stamp::Undated => (None, "has no date".to_owned()),
            Stamp::Draft => (None, "stands beside the status `draft`".to_owned()),
            Stamp::Future(date) => (inner("on"), format!("is of {date}, a day to come")),
        };
        found.at(record, at.unwrap_or(entry.span), format!("`{field}` of {} {fault}: it does not count", cx.name(record)));
    }
}
