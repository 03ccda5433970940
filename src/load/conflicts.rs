//! What git left in a file where two changes met, and nobody decided which of them stands.

use super::codes::CONFLICT_MARKER;
use crate::diag::Diagnostic;
use crate::source::{FileId, Source, Sources, Span};

/// The lines that git writes around what it could not merge: the one side, what both came from, the other side.
const MARKERS: &[&str] = &["<<<<<<<", "|||||||", ">>>>>>>"];

/// Reports the first marker of each file that was read, and how many more there are.
pub(super) fn report(sources: &Sources, out: &mut Vec<Diagnostic>) {
    out.extend(sources.iter().filter_map(|(file, source)| in_file(file, source)));
}

fn in_file(file: FileId, source: &Source) -> Option<Diagnostic> {
    // Most files have none: one search for each, and no line is looked at.
    if !source.text.contains("<<<<<<<") && !source.text.contains(">>>>>>>") {
        return None;
    }
    let mut at = 0;
    let mut found: Vec<Span> = Vec::new();
    let mut fenced = false;
    for line in source.text.split_inclusive('\n') {
        let written = line.trim_end();
        // A text that explains conflicts shows one as code.
        fenced ^= source.path.ends_with(".md") && ["```", "~~~"].iter().any(|fence| written.starts_with(fence));
        if !fenced && MARKERS.iter().any(|marker| is_marker(written.trim_start(), marker)) {
            found.push(Span::new(file, at, at + written.len()));
        }
        at += line.len();
    }
    let (first, more) = found.split_first()?;
    let more = match more.len() {
        0 => String::new(),
        1 => "; the file has 1 more".to_owned(),
        n => format!("; the file has {n} more"),
    };
    Some(Diagnostic::new(&CONFLICT_MARKER, *first, format!("a conflict of git was not resolved{more}")))
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
