//! `self-link`: a record that links to itself.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "self-link",
        severity: Severity::Error,
        clauses: &[],
        finds: "A record that links to itself.",
        why: "Nothing can prove, contain or follow from itself.",
        resolve: "correct the id, or remove the link",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for edge in cx.project.graph.edges.iter().filter(|e| e.from == e.to) {
        let link = cx.project.schema.link(edge.link);
        found.at(edge.from, edge.span, format!("`{}` of `{}` leads to itself", link.name, cx.id(edge.from)));
    }
    cx.each_named(|from, to, span| {
        if from == to {
            found.at(from, span, format!("`{}` names itself", cx.id(from)));
        }
    });
}
