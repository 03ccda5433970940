//! `soup-not-shipped`: a record of SOUP whose package no bill of materials holds, though they list packages of its ecosystem.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Match;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-not-shipped",
        severity: Severity::Warning,
        clauses: &["8.1.2"],
        finds: "A record of SOUP whose package no bill of materials holds, though they list packages of its ecosystem.",
        why: "The list of SOUP then names what is not in the product, or the bill of materials is not complete. A record without a package URL, or of an ecosystem that no bill covers, is only listed as not compared.",
        resolve: "mark the record as obsolete if the software has left the product; else correct its `purl`, or make the bill of materials again",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for compared in cx.judgement.sbom.iter().filter(|c| c.state == Match::NotShipped) {
        let Some(record) = compared.record.filter(|r| !cx.excused(*r)) else { continue };
        let purl = cx.said(record, "purl").unwrap_or_default().trim();
        found.at(record, cx.place_of(record, "purl"), format!("no bill of materials holds `{purl}`, which {} is about", cx.name(record)));
    }
}
