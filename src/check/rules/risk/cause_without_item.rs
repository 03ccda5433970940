//! `cause-without-item`: a cause of a risk that is placed in no item, SOUP, interface or other component.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "cause-without-item",
        severity: Severity::Note,
        clauses: &["7.1.1", "7.3.3"],
        finds: "A cause of a risk that is placed in no item, SOUP, interface or other component.",
        why: "The trace from the hazardous situation to the software item begins with the place of the cause.",
        resolve: "name in `item` where the cause sits",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for cause in cx.project.field(record, "causes").map(Entry::items).unwrap_or_default() {
        let user = cause.value.get("kind").and_then(|k| k.value.text()) == Some("misuse");
        if !user && cause.value.get("item").is_none() {
            let id = cause.value.get("id").and_then(|i| i.value.text()).map_or_else(String::new, |id| format!("`{id}` "));
            found.at(record, cause.span, format!("the cause {id}of {} is placed nowhere", cx.name(record)));
        }
    }
}
