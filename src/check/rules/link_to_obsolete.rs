//! `link-to-obsolete`: a link from a record that counts to one that is obsolete.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};

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

fn look(cx: &Context, found: &Found) {
    for edge in &cx.project.graph.edges {
        let link = cx.project.schema.link(edge.link);
        if link.proves && cx.project.is_obsolete(edge.to) && !cx.project.is_obsolete(edge.from) {
            let words = format!("`{}` of `{}` leads to `{}`, which is obsolete", link.name, cx.id(edge.from), cx.id(edge.to));
            found.at(edge.from, edge.span, words);
        }
    }
}
