//! `soup-version-inexact`: a version of SOUP that is a range, or a name that moves.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;
use crate::version::inexact;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-version-inexact",
        severity: Severity::Warning,
        clauses: &["8.1.2"],
        finds: "A version of SOUP that is a range, or a name that moves.",
        why: "What was tested and what is delivered can then differ, and the list of known anomalies is that of no version in particular.",
        resolve: "write the one version that is in the product, as the lock file or the bill of materials has it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(version) = cx.said(record, "version")
        && cx.said(record, "designator").is_none()
        && let Some(reason) = inexact(version)
    {
        let message = format!("version `{}` of {} {reason}", version.trim(), cx.name(record));
        found.at(record, cx.place_of(record, "version"), message);
    }
}
