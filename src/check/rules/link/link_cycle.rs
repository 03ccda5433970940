//! `link-cycle`: links that lead round in a circle where that makes no sense: a part of itself, a requirement derived from itself.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::schema::LinkId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "link-cycle",
        severity: Severity::Error,
        clauses: &["5.1.1"],
        finds: "Links that lead round in a circle where that makes no sense: a part of itself, a requirement derived from itself.",
        why: "What follows from itself has no ground; everything computed along such links would be arbitrary.",
        resolve: "remove the link that closes the circle",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for (index, link) in cx.project.schema.links.iter().enumerate().filter(|(_, l)| l.acyclic) {
        // A link to itself is told as such.
        let circles = cx.project.graph.cycles(LinkId(index as u16), |r| cx.project.is_obsolete(r));
        for circle in circles.into_iter().filter(|c| c.len() > 1) {
            let Some(first) = circle.iter().min().copied() else { continue };
            let start = circle.iter().position(|r| *r == first).unwrap_or(0);
            let mut names: Vec<&str> = (0..circle.len()).map(|i| cx.id(circle[(start + i) % circle.len()])).collect();
            names.push(cx.id(first));
            found.about(first, format!("`{}` goes round in a circle: {}", link.name, names.join(" → ")));
        }
    }
}
