//! `soup-licence-differs`: a record of SOUP that states another licence than the bill of materials.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-licence-differs",
        severity: Severity::Warning,
        clauses: &["8.1.2"],
        finds: "A record of SOUP that states another licence than the bill of materials.",
        why: "One of the two is wrong, or the licence changed with a version. Only SPDX expressions are compared, whatever their order and case.",
        resolve: "look at the licence of the version that is shipped, and correct the record or the bill of materials",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for compared in cx.judgement.sbom.iter().filter(|c| c.licence_differs) {
        let Some((sbom, component)) = compared.components.first().and_then(|place| cx.project.evidence.component(*place)) else { continue };
        let (Some(record), Some(listed)) = (compared.record, component.licence.as_deref()) else { continue };
        let stated = cx.said(record, "licence").unwrap_or_default().trim();
        let words = format!("{} states licence `{stated}` of `{}`, and `{}` lists `{listed}`", cx.name(record), component.title(), sbom.path);
        let finding = Diagnostic::new(&RULE.code, cx.place_of(record, "licence"), words).about(cx.id(record));
        found.push(finding.related(component.span, "as it is listed"));
    }
}
