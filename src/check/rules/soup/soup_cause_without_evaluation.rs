//! `soup-cause-without-evaluation`: SOUP that a risk names as a cause, and of whose known anomalies none was evaluated.

use crate::check::anomalies::{Looked, looked};
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::causes;
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-cause-without-evaluation",
        severity: Severity::Error,
        clauses: &["7.1.3"],
        finds: "SOUP that a risk names as a cause, and of whose known anomalies none was evaluated.",
        why: "Where SOUP can bring about a hazardous situation, its known anomalies have to be held against it one by one.",
        resolve: "list the known anomalies in `evaluated` with a `reason`, and with the `risk` where one is relevant; where the list holds none for the version, say that as an entry of its own",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    // For each record the first risk that names it as a cause.
    let mut named: Vec<Option<RecordId>> = vec![None; project.records.len()];
    for risk in project.with_role("risk").filter(|r| !project.is_obsolete(*r)) {
        for cause in causes(project, risk) {
            named[cause.index()].get_or_insert(risk);
        }
    }
    for soup in cx.asked("soup", RULE.code.clauses) {
        let Some(risk) = named[soup.index()] else { continue };
        let entries = project.field(soup, "evaluated").map(|e| e.items()).unwrap_or_default();
        // Where nothing is published, nothing can be evaluated.
        if entries.iter().any(evaluated) || matches!(looked(cx, soup), Looked::Unpublished(_)) {
            continue;
        }
        let message = format!("{} names {} as a cause, and no known anomaly of it is evaluated", cx.name(risk), cx.name(soup));
        found.at(soup, cx.place_of(soup, "evaluated"), message);
    }
}

/// Whether an entry says why an anomaly matters or not, and, where it does, to which risk or anomaly it adds.
fn evaluated(entry: &Entry) -> bool {
    let says = |name: &str| entry.value.get(name).is_some_and(|e| crate::model::says(&e.value));
    let relevant = entry.value.get("relevant").and_then(|e| e.value.text()) == Some("true");
    says("reason") && (!relevant || says("risk") || says("anomaly"))
}
