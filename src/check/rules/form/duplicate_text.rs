//! `duplicate-text`: two records of one kind with the same text; of needs, requirements and controls without a text, with the same title.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::RecordId;
use crate::schema::KindId;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "duplicate-text",
        severity: Severity::Warning,
        clauses: &["8.1.1"],
        finds: "Two records of one kind with the same text; of needs, requirements and controls without a text, with the same title.",
        why: "One of the two was probably copied and never changed, or both say one thing, which can now change in one place only.",
        resolve: "write what the record is to say, or merge the two",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// Shorter texts may well be the same by chance. In characters.
const SHORT: usize = 20;

/// Kinds whose title stands for a text that was left out.
const TITLED: &[&str] = &["control", "need", "requirement", "system_requirement"];

fn look(cx: &Inspection, found: &Found) {
    let mut seen: FxHashMap<(KindId, String), (RecordId, Span)> = FxHashMap::default();
    // One package in two versions is described in the same words.
    let counts = |record: RecordId| !cx.project.is_obsolete(record) && !cx.project.has_role(record, "soup");
    for (record, data) in cx.project.iter().filter(|(record, _)| counts(*record)) {
        let Some((text, at)) = said(cx, record) else { continue };
        match seen.get(&(data.kind, text.clone())) {
            Some((first, first_at)) => {
                let words = format!("{} says the same as `{}`", cx.name(record), cx.id(*first));
                found.push(Diagnostic::new(&RULE.code, at, words).related(*first_at, "the same words").about(cx.id(record)));
            }
            None => {
                seen.insert((data.kind, text), (record, at));
            }
        }
    }
}

/// What a record says, in words with one space between them, and where.
fn said(cx: &Inspection, record: RecordId) -> Option<(String, Span)> {
    let words = |field: &str| {
        let text = cx.said(record, field)?.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((text, cx.project.field(record, field)?.span))
    };
    match words("text") {
        Some(text) => Some(text).filter(|(t, _)| t.chars().count() >= SHORT),
        None => words("title").filter(|_| TITLED.iter().any(|role| cx.project.has_role(record, role))),
    }
}
