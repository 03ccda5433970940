//! `advisory-without-risk`: a known anomaly of SOUP that is said to be relevant, and adds to no risk and to no anomaly of the project.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Evaluation;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "advisory-without-risk",
        severity: Severity::Error,
        clauses: &["7.1.3"],
        finds: "A known anomaly of SOUP that is said to be relevant, and adds to no risk and to no anomaly of the project.",
        why: "What is relevant can end in harm or in a failure; where it is followed has to be found in the file.",
        resolve: "name in the entry of `evaluated` the `risk` that it adds to, or the `anomaly` under which it is followed",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for known in cx.judgement.advisories.of(record) {
        let Evaluation::WithoutRisk(at) = known.evaluation else { continue };
        let advisory = &cx.project.evidence.advisories[known.advisories[0]];
        let place = cx.project.field(record, "evaluated").and_then(|e| e.items().get(at)).map_or_else(|| cx.place(record), |e| e.span);
        found.at(record, place, format!("{} says that `{}` is relevant, and names neither a risk nor an anomaly for it", cx.name(record), advisory.id));
    }
}
