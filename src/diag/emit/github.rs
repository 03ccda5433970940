//! Findings as GitHub workflow commands, shown at the changed lines of a pull request.

use super::Log;
use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

/// One `::error …::` line a finding; a waived one is a notice that says so. The levels that the project set come last.
pub fn github(log: &Log) -> String {
    let mut text: String = log.findings.iter().map(|d| line(d, log.sources)).collect();
    if let Some(levels) = log.level_words() {
        text.push_str(&format!("::notice title=levels::{}\n", data(&format!("levels set by the project: {levels}"))));
    }
    text
}

fn line(d: &Diagnostic, sources: &Sources) -> String {
    let command = match d.severity {
        _ if d.waived.is_some() => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = d.span.map_or_else(String::new, |span| {
        let source = sources.get(span.file);
        let (line, column) = source.position(span.start);
        format!("file={},line={line},col={column},", property(&source.path))
    });
    let title = if d.waived.is_some() { format!("{} (waived)", d.code.name) } else { d.code.name.to_owned() };
    format!("::{command} {place}title={}::{}\n", property(&title), data(&text(d)))
}

/// The finding, its notes in lines of their own.
fn text(finding: &Diagnostic) -> String {
    let notes: String = finding.notes.iter().map(|note| format!("\n{note}")).collect();
    let words = finding.waived.as_ref().map_or_else(|| finding.advice().to_owned(), |w| w.words());
    format!("{}; {words}{notes}", finding.message)
}

fn data(text: &str) -> String {
    let text = text.replace(|c: char| c.is_control() && !matches!(c, '\r' | '\n'), "\u{fffd}");
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
