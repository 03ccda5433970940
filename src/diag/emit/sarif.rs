//! Findings as SARIF 2.1.0, for code-scanning services.
//!
//! A waived finding is a suppressed result; the levels that the project set are overrides of the rules' configuration;
//! what a baseline holds has the baseline state `unchanged`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Log;
use crate::diag::{Code, Diagnostic};
use crate::source::{Sources, Span, sha256};

/// A SARIF log with one run: the rules that found something or whose level was set, and the results in their order.
pub fn sarif(log: &Log) -> Value {
    let found = log.findings.iter().map(|d| d.code);
    let rules: BTreeMap<&str, &Code> = found.chain(log.levels.iter().map(|(code, _)| *code)).map(|code| (code.name, code)).collect();
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, name)| (*name, i)).collect();
    let files = files(log);
    let mut equal: BTreeMap<_, usize> = BTreeMap::new();
    let results: Vec<Value> = log
        .findings
        .iter()
        .enumerate()
        .map(|(number, d)| {
            let nth = equal.entry(d.identity()).or_default();
            *nth += 1;
            let mut result = result(d, index[d.code.name], *nth, &Places { sources: log.sources, files: &files });
            if let Some(held) = log.baseline {
                result["baselineState"] = json!(if held.get(number) == Some(&true) { "unchanged" } else { "new" });
            }
            result
        })
        .collect();
    let overrides: Vec<Value> = log
        .levels
        .iter()
        .map(|(code, level)| {
            let configuration = level.map_or_else(|| json!({"enabled": false}), |l| json!({"level": l.word()}));
            json!({"descriptor": {"id": code.name, "index": index[code.name]}, "configuration": configuration})
        })
        .collect();
    let mut invocation = json!({"executionSuccessful": true});
    if !overrides.is_empty() {
        invocation["ruleConfigurationOverrides"] = overrides.into();
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "techfile",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": "en",
                "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "artifacts": files.keys().map(|path| json!({"location": {"uri": uri(path)}})).collect::<Vec<_>>(),
            "results": results,
        }],
    })
}

/// The files that results name, each with its place in the list of artifacts.
fn files<'a>(log: &Log<'a>) -> BTreeMap<&'a str, usize> {
    let spans = log.findings.iter().flat_map(|d| d.span.iter().chain(d.related.iter().map(|(span, _)| span)));
    let paths: BTreeMap<&str, usize> = spans.map(|span| (log.sources.get(span.file).path.as_str(), 0)).collect();
    paths.into_keys().enumerate().map(|(index, path)| (path, index)).collect()
}

fn rule(code: &Code) -> Value {
    let clauses = code.clause_words();
    let mut tags: Vec<&str> = if clauses.is_empty() { Vec::new() } else { clauses.split("; ").collect() };
    tags.extend(code.integrity.then_some("integrity"));
    json!({
        "id": code.name,
        "name": pascal(code.name),
        "shortDescription": {"text": code.finds},
        "fullDescription": {"text": format!("{} {}", code.finds, code.why)},
        "help": {
            "text": format!("{} How to resolve it: {}.", code.why, code.resolve),
            "markdown": format!("**Why it matters:** {}\n\n**How to resolve it:** {}.\n", code.why, code.resolve),
        },
        "defaultConfiguration": {"level": code.severity.word()},
        "properties": {"tags": tags},
    })
}

/// `need-without-requirement` as `NeedWithoutRequirement`.
fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    };
    name.split('-').map(word).collect()
}

/// What turns a span into a location.
struct Places<'a> {
    sources: &'a Sources,
    files: &'a BTreeMap<&'a str, usize>,
}

/// `nth` tells equal findings apart, in their order.
fn result(finding: &Diagnostic, rule: usize, nth: usize, places: &Places) -> Value {
    let mut location = finding.span.map_or_else(|| json!({}), |span| places.location(span, None));
    if let Some(record) = &finding.record {
        location["logicalLocations"] = json!([{"name": record, "kind": "record"}]);
    }
    let nowhere = finding.span.is_none() && finding.record.is_none();
    let mut result = json!({
        "ruleId": finding.code.name,
        "ruleIndex": rule,
        "level": finding.severity.word(),
        "message": {"text": braced(&format!("{}; {}", finding.message, finding.advice()))},
        "locations": if nowhere { Vec::new() } else { vec![location] },
        "partialFingerprints": {"techfileFinding/v1": fingerprint(finding, nth)},
        // A log in which some results say whether they are suppressed must let all say it.
        "suppressions": finding.waived.iter().map(|w| json!({"kind": "external", "status": "accepted", "justification": w.words()})).collect::<Vec<_>>(),
    });
    if !finding.notes.is_empty() {
        result["properties"] = json!({"notes": finding.notes});
    }
    if !finding.related.is_empty() {
        result["relatedLocations"] = finding.related.iter().map(|(span, words)| places.location(*span, Some(words))).collect();
    }
    result
}

/// Names a finding in every run, wherever its line moves to.
fn fingerprint(finding: &Diagnostic, nth: usize) -> String {
    let (code, record, message) = finding.identity();
    format!("{}:{nth}", sha256(format!("{code}\0{}\0{message}", record.unwrap_or_default())))
}

impl Places<'_> {
    fn location(&self, span: Span, words: Option<&str>) -> Value {
        let source = self.sources.get(span.file);
        let (line, column) = source.position(span.start);
        let (end_line, end_column) = source.position(span.end);
        let mut file = json!({"uri": uri(&source.path)});
        if let Some(index) = self.files.get(source.path.as_str()) {
            file["index"] = json!(index);
        }
        let mut location = json!({
            "physicalLocation": {
                "artifactLocation": file,
                "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
            },
        });
        if let Some(words) = words {
            location["message"] = json!({"text": braced(words)});
        }
        location
    }
}

/// A message whose braces are no placeholders (SARIF 2.1.0, 3.11.5).
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~');
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}
