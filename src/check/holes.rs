//! Holes about which a rule says more.

use rustc_hash::FxHashMap;

use crate::diag::Diagnostic;
use crate::source::Span;

/// Leaves out each finding that a field is empty where another one about its record stands at the same place: what is missing
/// is said once, by the rule that asks for it.
pub fn fill_holes(findings: &mut Vec<Diagnostic>) {
    const EMPTY: &str = "empty-field";
    if !findings.iter().any(|d| d.code.name == EMPTY) {
        return;
    }
    let mut told: FxHashMap<String, Vec<Span>> = FxHashMap::default();
    for finding in findings.iter().filter(|d| d.code.name != EMPTY) {
        if let (Some(record), Some(span)) = (&finding.record, finding.span) {
            told.entry(record.clone()).or_default().extend(finding.related.iter().map(|(also, _)| *also).chain([span]));
        }
    }
    let holds = |outer: &Span, inner: Span| outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
    findings.retain(|d| {
        let (Some(record), Some(span)) = (&d.record, d.span) else { return true };
        d.code.name != EMPTY || !told.get(record).is_some_and(|spans| spans.iter().any(|outer| holds(outer, span)))
    });
}
