//! `cause-uncontrolled`: a cause of a risk on which no control acts, though the risk has controls.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Score;
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "cause-uncontrolled",
        severity: Severity::Warning,
        clauses: &["7.2.1", "7.3.3"],
        finds: "A cause of a risk on which no control acts, while every control of the risk is of another cause.",
        why: "A control of one cause leaves the others as they are; each that software can bring about needs its own.",
        resolve: "link a control with `mitigates` to this cause (`RISK-004#b`), or to the risk as a whole where it acts on all of them",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let project = cx.project;
    let Some(mitigates) = project.schema.link_named("mitigates") else { return };
    let edges = project.graph.incoming(record).filter(|e| e.link == mitigates && !project.is_obsolete(e.from));
    let controlled: Vec<Option<&str>> = edges.map(|e| e.fragment.as_deref()).collect();
    // What the policy accepts as it is needs no control; a risk without any is told as such.
    let accepted = cx.judgement.risk(record).and_then(|s| s.initial()).and_then(Score::acceptable) == Some(true);
    if accepted || controlled.is_empty() || controlled.contains(&None) {
        return;
    }
    for cause in project.field(record, "causes").map(Entry::items).unwrap_or_default() {
        let Some(id) = cause.value.get("id").and_then(|i| i.value.text()) else { continue };
        if !controlled.contains(&Some(id)) {
            found.at(record, cause.span, format!("no control acts on the cause `{id}` of {}", cx.name(record)));
        }
    }
}
