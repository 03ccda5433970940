//! `suspect-link`: a reviewed link of which an end says something else now.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "suspect-link",
        severity: Severity::Warning,
        clauses: &["5.1.1", "7.3.3", "8.2.3"],
        finds: "A reviewed link of which an end has changed since the review.",
        why: "What was found to hold was about other words: a test may verify a requirement that no longer says that.",
        resolve: "look whether the link still holds, change what has to follow, and record the review with `techfile review`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for suspect in &cx.judgement.suspects {
        let Some(edge) = cx.project.graph.find(suspect.from, suspect.link, suspect.to, suspect.fragment.as_deref()) else { continue };
        let Some(review) = cx.project.reviews.get(suspect.review) else { continue };
        let link = &cx.project.schema.link(suspect.link).name;
        let (from, to) = (cx.id(suspect.from), cx.id(suspect.to));
        let entry = suspect.fragment.as_ref().map_or_else(String::new, |f| format!("#{f}"));
        let ends: Vec<String> = suspect.changed.iter().map(|(end, _)| format!("`{}`", cx.id(*end))).collect();
        let who = format!("{} by {}", review.on, review.by);
        let words = format!("`{link}` from `{from}` to `{to}{entry}` is suspect: {} changed since the review of {who}", ends.join(" and "));
        let help = format!("look whether the link still holds, then: techfile review {from} --link {link} --to {to}{entry} --reason … --by …");
        found.push(Diagnostic::new(&RULE.code, edge.span, words).related(review.span, "the review").about(from).help(help));
    }
}
