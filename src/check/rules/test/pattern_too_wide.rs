//! `pattern-too-wide`: a pattern in `automated` that takes cases which are not its own.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::check::sharing;
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "pattern-too-wide",
        severity: Severity::Warning,
        clauses: &["5.7.1"],
        finds: "A pattern in `automated` that matches cases of another test, or whose text has fewer than 3 letters or digits.",
        why: "The test passes by cases that were written for something else; a case that is added later counts for it, too.",
        resolve: "write more of the names before the `*`, or name the cases one by one",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.excused(record) {
        return;
    }
    let proof = &cx.judgement.proof;
    let name = cx.name(record);
    let entries = cx.project.field(record, "automated").map(Entry::items).unwrap_or_default();
    let pattern = |entry: usize| entries.get(entry).and_then(|e| e.value.text()).unwrap_or_default();
    if let Some(shared) = proof.shared_of(record).find(|shared| shared.by_pattern) {
        let (cases, others) = (sharing::cases(cx, shared), sharing::others(cx, shared));
        let words = format!("the pattern `{}` of {name} also matches the {cases} of {others}", pattern(shared.entry));
        found.at(record, sharing::place(cx, record, shared.entry), words);
    } else if let Some(entry) = proof.brief_pattern_of(record) {
        let words = format!("the pattern `{}` of {name} has fewer than 3 letters or digits", pattern(entry));
        found.at(record, sharing::place(cx, record, entry), words);
    }
}
