//! `link-to-obsolete`: a link from a record that counts to one that is obsolete.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{RecordId, State};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "link-to-obsolete",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A link from a record that counts to one that is obsolete.",
        why: "What is obsolete counts for nothing, so the trace ends there.",
        resolve: "link what replaced the obsolete record, or remove the link",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// Whose links tell what was done: that the other end has been retired since makes none of them wrong.
const HISTORY: &[&str] = &["baseline", "change_request", "run"];

fn look(cx: &Inspection, found: &Found) {
    let is_wrong = |from: RecordId, to: RecordId| {
        let past = || HISTORY.iter().any(|role| cx.project.has_role(from, role));
        cx.project.is_obsolete(to) && !cx.project.is_obsolete(from) && !past()
    };
    // As it is written, from either side: what an obsolete record says of others concerns nobody.
    for link in &cx.project.graph.written {
        let State::Linked(to) = link.state else { continue };
        let kind = cx.project.schema.link(link.name.link);
        if kind.proves && is_wrong(link.record, to) {
            let name = kind.name_at(link.name.side);
            found.at(link.record, link.span, format!("`{name}` of `{}` leads to `{}`, which is obsolete", cx.id(link.record), cx.id(to)));
        }
    }
    cx.each_named(|from, to, span| {
        if is_wrong(from, to) {
            found.at(from, span, format!("`{}` names `{}`, which is obsolete", cx.id(from), cx.id(to)));
        }
    });
}
