//! `record-vanished-since-release`: a record that was released, and is no more.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "record-vanished-since-release",
        severity: Severity::Error,
        clauses: &["8.3", "9.5"],
        finds: "A record of the newest frozen release that the project has no more; a note only, where it is no need, requirement, risk, control, test, SOUP, anomaly, problem report or change request.",
        why: "A risk or an open problem that silently disappears from the file looks as if it had never been; its id may come to mean something else.",
        resolve: "bring the record back and set its `status` to `obsolete`; after a change of its id, keep the old record as obsolete",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// The roles whose records have to stay.
const KEPT: &[&str] = &["anomaly", "change_request", "control", "need", "problem_report", "requirement", "risk", "soup", "system_requirement", "test"];

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let Some(past) = &project.past else { return };
    for record in past.records.values() {
        // What was a draft, or counted for nothing any more, may go.
        if project.by_id(&record.id).is_some() || matches!(record.status.as_str(), "draft" | "obsolete") {
            continue;
        }
        let kind = project.schema.kind_named(&record.kind).map(|k| project.schema.kind(k));
        // A kind that the schema has lost still had the role of its own name.
        let kept = KEPT.iter().any(|role| kind.map_or(record.kind == *role, |k| k.has_role(role)));
        let label = kind.map_or_else(|| record.kind.replace('_', " "), |k| k.label.to_lowercase());
        let words = format!("{label} `{}` ({}) was in release {} and is no more", record.id, short(&record.title), past.version);
        let finding = match project.config.release.place {
            Some(place) => Diagnostic::new(&RULE.code, place, words),
            None => Diagnostic::global(&RULE.code, words),
        };
        found.push(Diagnostic { severity: if kept { Severity::Error } else { Severity::Note }, ..finding });
    }
}

/// At most sixty characters of a title.
fn short(title: &str) -> String {
    let mut chars = title.chars();
    let head: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}
