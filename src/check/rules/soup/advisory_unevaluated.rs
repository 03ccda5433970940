//! `advisory-unevaluated`: an advisory that affects SOUP, or may affect it, and that the record of the SOUP does not evaluate.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Affects, Evaluation};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "advisory-unevaluated",
        severity: Severity::Error,
        clauses: &["7.1.3"],
        finds: "An advisory that affects SOUP, or may affect it, and that the record of the SOUP does not evaluate.",
        why: "A known anomaly of the version in use has to be held against the use made of it. What somebody else says about it, in a VEX document too, does not do that.",
        resolve: "add an entry to `evaluated` with the id or an alias of the advisory as `ref`, with `relevant` and `reason`, and with the `risk` or `anomaly` where it is relevant",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["soup"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for known in cx.judgement.advisories.of(record) {
        let advisory = &cx.project.evidence.advisories[known.advisories[0]];
        let aliases = if advisory.aliases.is_empty() { String::new() } else { format!(" ({})", advisory.aliases.join(", ")) };
        let version = cx.said(record, "version").map_or_else(|| "of no stated version".to_owned(), str::to_owned);
        let affects = match known.affects {
            Affects::Yes => format!("affects {} {version}", cx.name(record)),
            _ => format!("may affect {} {version}: its range cannot be evaluated", cx.name(record)),
        };
        let entry = |at: usize| cx.project.field(record, "evaluated").and_then(|e| e.items().get(at)).map_or_else(|| cx.place(record), |e| e.span);
        match known.evaluation {
            Evaluation::Missing => found.about(record, format!("`{}`{aliases} {affects}, and is not evaluated", advisory.id)),
            Evaluation::Incomplete(at) => {
                let words = format!("`{}`{aliases} {affects}, and the entry about it does not say whether it is relevant and why", advisory.id);
                found.at(record, entry(at), words);
            }
            Evaluation::Given | Evaluation::WithoutRisk(_) => {}
        }
    }
}
