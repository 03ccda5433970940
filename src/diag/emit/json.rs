//! Findings as JSON: one array, in their order.

use serde_json::{Value, json as object};

use crate::diag::Diagnostic;
use crate::source::{Sources, Span};

/// A finding list as JSON values, as `--format json` prints and the snapshot holds it.
pub fn json(findings: &[Diagnostic], sources: &Sources) -> Vec<Value> {
    findings
        .iter()
        .map(|d| {
            object!({
                "code": d.code.name,
                "severity": d.severity.word(),
                "message": d.message,
                "record": d.record,
                "place": d.span.map(|s| place(sources, s)),
                "related": d.related.iter().map(|(s, words)| object!({"place": place(sources, *s), "message": words})).collect::<Vec<_>>(),
                "notes": d.notes,
                "clauses": d.code.clauses,
                "help": d.advice(),
                "waived": d.waived.as_ref().map(|w| object!({"by": w.by, "until": w.until.to_string(), "reason": w.reason})),
            })
        })
        .collect()
}

/// A place as JSON: path, line and column from 1.
fn place(sources: &Sources, span: Span) -> Value {
    let source = sources.get(span.file);
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    object!({"file": source.path, "line": line, "column": column, "end_line": end_line, "end_column": end_column})
}
