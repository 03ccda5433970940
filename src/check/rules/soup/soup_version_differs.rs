//! `soup-version-differs`: a record of SOUP that states another version than the bill of materials.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::Match;
use crate::model::Purl;
use crate::version;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-version-differs",
        severity: Severity::Error,
        clauses: &["8.1.2"],
        finds: "A record of SOUP that states another version than the bill of materials.",
        why: "What was evaluated is not what is shipped: requirements, anomalies and risks were looked at for another version.",
        resolve: "evaluate the version that is shipped and write it in `version` and `purl`; if the record is about another package, correct its `purl`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for compared in cx.judgement.sbom.iter().filter(|c| c.state == Match::VersionDiffers) {
        let Some((sbom, component)) = compared.components.first().and_then(|place| cx.project.evidence.component(*place)) else { continue };
        let (Some(record), Some(shipped)) = (compared.record, component.version.as_deref()) else { continue };
        let of_purl = || cx.said(record, "purl").and_then(Purl::parse).and_then(|p| p.version);
        let in_field = cx.said(record, "version").map(str::trim).filter(|v| !version::same(v, shipped));
        let (field, stated) = in_field.map_or_else(|| ("purl", of_purl().unwrap_or_default()), |v| ("version", v.to_owned()));
        let words = format!("{} states version `{stated}` of `{}`, and `{}` lists `{shipped}`", cx.name(record), component.name, sbom.path);
        found.push(Diagnostic::new(&RULE.code, cx.place_of(record, field), words).related(component.span, "as it is shipped").about(cx.id(record)));
    }
}
