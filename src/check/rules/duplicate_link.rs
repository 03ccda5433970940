//! `duplicate-link`: the same link twice in one record.

use rustc_hash::FxHashSet;

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;
use crate::schema::{LinkId, Side};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "duplicate-link",
        severity: Severity::Warning,
        clauses: &[],
        finds: "The same link twice in one record.",
        why: "It counts once; the second one was probably meant to lead elsewhere.",
        resolve: "remove one, or correct it",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Context, found: &Found) {
    let mut seen: FxHashSet<(RecordId, LinkId, Side, &str)> = FxHashSet::default();
    for link in &cx.project.graph.written {
        if !seen.insert((link.record, link.name.link, link.name.side, &link.target)) {
            let name = cx.project.schema.link(link.name.link).name_at(link.name.side);
            found.at(link.record, link.span, format!("`{name}` of `{}` names `{}` twice", cx.id(link.record), link.target));
        }
    }
}
