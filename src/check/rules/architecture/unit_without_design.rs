//! `unit-without-design`: a unit whose design is written nowhere.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unit-without-design",
        severity: Severity::Warning,
        clauses: &["5.4.2"],
        finds: "A unit whose design is written nowhere.",
        why: "Of class C the design of each unit has to be there, in enough detail to write the code from.",
        resolve: "say in `design` how the unit is built, or which document says it",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if !cx.says(record, "design") && !has_document(cx, record) {
        found.about(record, format!("{} has no design", cx.name(record)));
    }
}

/// Whether a document is linked, by a link of the project's own: a mere pointer such as `relates_to` shows nothing.
fn has_document(cx: &Inspection, record: RecordId) -> bool {
    let graph = &cx.project.graph;
    let ends = graph.outgoing(record).map(|e| (e.link, e.to)).chain(graph.incoming(record).map(|e| (e.link, e.from)));
    let is_document = |end: RecordId| cx.project.has_role(end, "document") && !cx.project.is_obsolete(end);
    ends.into_iter().any(|(link, end)| cx.project.schema.link(link).proves && is_document(end))
}
