//! `soup-hash-differs`: a record of SOUP that states another digest than the bill of materials, of the same version and by the same algorithm.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-hash-differs",
        severity: Severity::Error,
        clauses: &["8.1.2"],
        finds: "A record of SOUP that states another digest than the bill of materials, of the same version and by the same algorithm.",
        why: "The package that was evaluated is not the one that is shipped, although it bears the same version.",
        resolve: "find out where the shipped package comes from; then evaluate it and write its digest in `hash`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for compared in &cx.judgement.sbom {
        let Some((_, listed)) = &compared.hash_differs else { continue };
        let Some((sbom, component)) = compared.components.first().and_then(|place| cx.project.evidence.component(*place)) else { continue };
        let Some(record) = compared.record else { continue };
        let short: String = listed.value.chars().take(16).collect();
        let words = format!("{} states another {} of `{}` than `{}`: {short}…", cx.name(record), listed.algorithm, component.title(), sbom.path);
        let finding = Diagnostic::new(&RULE.code, cx.place_of(record, "hash"), words).about(cx.id(record));
        found.push(finding.related(component.span, "as it is listed"));
    }
}
