//! Findings as GitHub workflow commands, shown at the changed lines of a pull request.

use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

/// One `::error …::` line a finding.
pub fn github(findings: &[Diagnostic], sources: &Sources) -> String {
    findings
        .iter()
        .map(|d| {
            let command = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let place = d.span.map_or_else(String::new, |span| {
                let source = sources.get(span.file);
                let (line, column) = source.position(span.start);
                format!("file={},line={line},col={column},", property(&source.path))
            });
            format!("::{command} {place}title={}::{}\n", property(d.code.name), data(&format!("{}; {}", d.message, d.advice())))
        })
        .collect()
}

fn data(text: &str) -> String {
    let text = text.replace(|c: char| c.is_control() && !matches!(c, '\r' | '\n'), "\u{fffd}");
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
