//! `advisory-not-compared`: SOUP that the advisories cannot be compared with: it has no package URL, or none that can be read.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "advisory-not-compared",
        severity: Severity::Note,
        clauses: &["7.1.3"],
        finds: "SOUP that the advisories cannot be compared with: it has no package URL, or none that can be read.",
        why: "Advisories are matched by package URL. Without one, silence about SOUP does not mean that nothing is known.",
        resolve: "write the package URL in `purl`, as the SBOM and the advisories have it; where there is none, look at the list of its maker",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.excused(record) || cx.judgement.advisories.not_compared.binary_search(&record).is_err() {
        return;
    }
    let words = match cx.said(record, "purl") {
        Some(purl) => format!("{} is compared with no advisory: `{purl}` names no package", cx.name(record)),
        None => format!("{} is compared with no advisory: it has no package URL", cx.name(record)),
    };
    found.at(record, cx.place_of(record, "purl"), words);
}
