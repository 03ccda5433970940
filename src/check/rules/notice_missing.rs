//! `notice-missing`: a problem of safety or security in the field that was decided, and of which nobody was told.

use super::super::rule::{Context, Found, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "notice-missing",
        severity: Severity::Warning,
        clauses: &["6.2.5", "9.3"],
        finds: "A problem of safety or security in the field that was decided, and of which nobody was told.",
        why: "Who uses released software has to know what is wrong with it, what follows from going on, and what change there is.",
        resolve: "record the `notice` with `informs_about`, or write in `no_action_reason` why nobody has to be told",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Context, record: RecordId, found: &Found) {
    let project = cx.project;
    // That it came as feedback from outside is what shows the problem to be in released software.
    let in_the_field = project.linked(record, "raised_from").iter().any(|f| project.text(*f, "internal") != Some("true"));
    let decided = cx.date(record, "closed").is_some() || cx.said(record, "decision").is_some();
    if !in_the_field || !decided || cx.said(record, "no_action_reason").is_some() || !cx.said(record, "criticality").is_some_and(matters) {
        return;
    }
    let told = |r: RecordId| !project.linked(r, "announced_by").is_empty();
    if !told(record) && !project.linked(record, "resolved_by").into_iter().any(told) {
        let message = format!("{} concerns safety or security, came from the field, and no notice tells of it", cx.name(record));
        found.at(record, cx.place_of(record, "criticality"), message);
    }
}

/// Whether a criticality names safety or security in a part of it that does not deny it.
fn matters(criticality: &str) -> bool {
    const DENIALS: &[&str] = &["no", "not", "non", "none", "nor", "neither", "never", "without", "nothing"];
    let lower = criticality.to_lowercase();
    lower.split([',', ';', '.', '\n', ':']).any(|part| {
        let mut words = part.split(|c: char| !c.is_alphanumeric());
        (part.contains("safety") || part.contains("security")) && !words.any(|w| DENIALS.contains(&w))
    })
}
