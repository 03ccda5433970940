//! Findings as SARIF 2.1.0, for code-scanning services.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diag::{Code, Diagnostic, Severity};
use crate::source::{Sources, Span};

/// A SARIF log with one run: the rules that found something, and the results in their order.
pub fn sarif(findings: &[Diagnostic], sources: &Sources) -> Value {
    let rules: BTreeMap<&str, &Code> = findings.iter().map(|d| (d.code.name, d.code)).collect();
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, name)| (*name, i)).collect();
    let results: Vec<Value> = findings.iter().map(|d| result(d, index[d.code.name], sources)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "techfile",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": {"text": code.finds},
        "fullDescription": {"text": code.why},
        "help": {"text": code.resolve},
        "defaultConfiguration": {"level": code.severity.word()},
        "properties": {"clauses": code.clauses},
    })
}

fn result(finding: &Diagnostic, rule: usize, sources: &Sources) -> Value {
    let mut result = json!({
        "ruleId": finding.code.name,
        "ruleIndex": rule,
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": {"text": format!("{}; {}", finding.message, finding.advice())},
        "locations": finding.span.iter().map(|span| location(*span, None, sources)).collect::<Vec<_>>(),
    });
    if !finding.related.is_empty() {
        result["relatedLocations"] = finding.related.iter().map(|(span, words)| location(*span, Some(words), sources)).collect();
    }
    result
}

fn location(span: Span, words: Option<&str>, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&source.path)},
            "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
        },
    });
    if let Some(words) = words {
        location["message"] = json!({"text": words});
    }
    location
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~');
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}
