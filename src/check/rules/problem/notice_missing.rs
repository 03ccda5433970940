//! `notice-missing`: a safety or security problem in released software that is decided, without a notice to users.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Choice, Concern, Entry, Project, RecordId, Words};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "notice-missing",
        severity: Severity::Warning,
        clauses: &["6.2.5", "9.3"],
        finds: "A safety or security problem in released software that is decided, without a notice to users.",
        why: "Users of released software must know the problem, the consequences of continued use, and the available change.",
        resolve: "record the `notice` with `informs_about`, or give the reason in `no_action_reason`; state in `concerns` if the problem affects neither safety nor security",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["problem_report"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let project = cx.project;
    // That it came as feedback from outside is what shows the problem to be in released software.
    let in_the_field = project.linked(record, "raised_from").iter().any(|f| project.text(*f, "internal") != Some("true"));
    let decided = cx.date(record, "closed").is_some() || cx.said(record, "decision").is_some();
    if !in_the_field || !decided || cx.said(record, "no_action_reason").is_some() {
        return;
    }
    let concerns = match concerns(project, record) {
        Concerned::Other => return,
        Concerned::SafetyOrSecurity => "affects safety or security",
        Concerned::Unsaid => "does not state in `concerns` whether it affects safety or security",
    };
    let told = |r: RecordId| !project.linked(r, "announced_by").is_empty();
    if !told(record) && !project.linked(record, "resolved_by").into_iter().any(told) {
        let message = format!("{} {concerns}, came from the field, and has no notice", cx.name(record));
        found.at(record, cx.place_of(record, "concerns"), message);
    }
}

/// What a problem concerns, as far as it matters here.
enum Concerned {
    SafetyOrSecurity,
    Other,
    /// Nothing is said, or no word that is known.
    Unsaid,
}

fn concerns(project: &Project, problem: RecordId) -> Concerned {
    let mut concerned = Concerned::Unsaid;
    for concern in project.field(problem, "concerns").map(Entry::items).unwrap_or_default() {
        match Concern::of(Some(concern)) {
            Choice::Word(Concern::Safety | Concern::Security) => return Concerned::SafetyOrSecurity,
            Choice::Word(Concern::Performance | Concern::None) => concerned = Concerned::Other,
            Choice::Nothing | Choice::Added | Choice::Wrong => return Concerned::Unsaid,
        }
    }
    concerned
}
