//! `soup-unlisted`: a component that a bill of materials lists as shipped, and that no record of SOUP is about.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::Match;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-unlisted",
        severity: Severity::Warning,
        clauses: &["8.1.2"],
        finds: "A component that a bill of materials lists as shipped, and that no record of SOUP is about.",
        why: "What is in the product without being known is neither evaluated for its anomalies nor watched. Components for development only are not asked for, nor the product's own: packages of the workspace that were obtained from nowhere.",
        resolve: "write a record of kind `soup` with its `purl`, or let `techfile import sbom` write it; if it is not shipped, let the bill of materials say so",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for compared in cx.judgement.sbom.iter().filter(|c| c.state == Match::NotListed) {
        let Some((sbom, component)) = compared.components.first().and_then(|place| cx.project.evidence.component(*place)) else { continue };
        let words = format!("`{}` is shipped, says `{}`, and no record of SOUP is about it", component.title(), sbom.path);
        found.push(Diagnostic::new(&RULE.code, component.span, words));
    }
}
