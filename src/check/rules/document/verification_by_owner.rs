//! `verification-by-owner`: a verification in which nobody took part but the owner of what it verifies.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "verification-by-owner",
        severity: Severity::Warning,
        clauses: &["5.1.6"],
        finds: "A verification in which nobody took part but the owner of what it verifies.",
        why: "People overlook the same mistakes in their own work again.",
        resolve: "let somebody else take part, and name that person in `participants`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["verification"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let project = cx.project;
    let entries = project.field(record, "participants").map(Entry::items).unwrap_or_default();
    let names: Vec<&str> = entries.iter().filter_map(|e| e.value.text()).collect();
    let Some((sole, others)) = names.split_first() else { return };
    if !others.iter().all(|other| project.may_be_same_person(sole, other)) {
        return;
    }
    let owns = |subject: &RecordId| cx.said(*subject, "owner").is_some_and(|owner| project.may_be_same_person(owner, sole));
    let owned: Vec<RecordId> = project.linked(record, "verifies").into_iter().filter(owns).collect();
    let Some((first, rest)) = owned.split_first() else { return };
    let more = if rest.is_empty() { String::new() } else { format!(" and of {} more", rest.len()) };
    let words = format!("only `{sole}` took part in {}, the owner of `{}`{more}, which it verifies", cx.name(record), cx.id(*first));
    found.at(record, cx.place_of(record, "participants"), words);
}
