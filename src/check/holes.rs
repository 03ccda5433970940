//! Findings about which another one says more.

use rustc_hash::FxHashMap;

use crate::diag::Diagnostic;
use crate::source::Span;

/// Codes of findings that say no more than that something is not well written, the vaguest first: each gives way to any other
/// code but those before it.
const GIVES_WAY: &[&str] = &["empty-field", "approval-void"];

/// Leaves out each finding that gives way where another one about its record stands at the same place: what is missing is said
/// once, by the rule that asks for it.
pub fn fill_holes(findings: &mut Vec<Diagnostic>) {
    let rank = |d: &Diagnostic| GIVES_WAY.iter().position(|code| d.code.name == *code).unwrap_or(GIVES_WAY.len());
    if findings.iter().all(|d| rank(d) == GIVES_WAY.len()) {
        return;
    }
    let mut told: FxHashMap<String, Vec<(usize, Span)>> = FxHashMap::default();
    for finding in findings.iter().filter(|d| rank(d) > 0) {
        if let (Some(record), Some(span)) = (&finding.record, finding.span) {
            let places = finding.related.iter().map(|(also, _)| *also).chain([span]);
            told.entry(record.clone()).or_default().extend(places.map(|place| (rank(finding), place)));
        }
    }
    let holds = |outer: &Span, inner: Span| outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
    findings.retain(|d| {
        let (Some(record), Some(span)) = (&d.record, d.span) else { return true };
        !told.get(record).is_some_and(|places| places.iter().any(|(other, outer)| *other > rank(d) && holds(outer, span)))
    });
}
