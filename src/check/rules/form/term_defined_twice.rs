//! `term-defined-twice`: two terms of one title that say different things.

use rustc_hash::FxHashMap;

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "term-defined-twice",
        severity: Severity::Warning,
        clauses: &[],
        finds: "A term whose title another one has that says something else.",
        why: "Readers of the file understand the same word in two ways.",
        resolve: "keep one of the two, or give them titles that tell them apart",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut seen: FxHashMap<String, RecordId> = FxHashMap::default();
    for term in cx.project.with_role("term").filter(|term| !cx.project.is_obsolete(*term)) {
        let title = plain(&cx.project.record(term).title);
        let said = |record: RecordId| plain(cx.said(record, "text").unwrap_or_default());
        match seen.get(&title) {
            Some(first) if said(*first) != said(term) => {
                let words = format!("{} and `{}` define the same term differently", cx.name(term), cx.id(*first));
                found.push(Diagnostic::new(&RULE.code, cx.place(term), words).related(cx.place(*first), "the other term").about(cx.id(term)));
            }
            Some(_) => {}
            None => {
                seen.insert(title, term);
            }
        }
    }
}
