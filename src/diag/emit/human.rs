//! Findings like a compiler's: code, place, source line with a caret, clause, help.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// How to show them.
#[derive(Debug, Clone, Copy)]
pub struct Human {
    /// With colours.
    pub colour: bool,
    /// At most so many of each code; `None` for all.
    pub per_code: Option<usize>,
}

/// The text of a list of findings, in its order; what was cut is said.
pub fn human(findings: &[Diagnostic], sources: &Sources, how: Human) -> String {
    let renderer = if how.colour { Renderer::styled() } else { Renderer::plain() };
    // Waived findings are counted apart: they must not take the places of those that ask for something.
    let mut shown: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut text = String::new();
    for finding in findings {
        let count = shown.entry((finding.code.name, finding.waived.is_some())).or_default();
        *count += 1;
        if how.per_code.is_some_and(|most| *count > most) {
            continue;
        }
        // The renderer shows the lower control characters of a source line; a terminal may obey the upper ones too.
        text.push_str(&renderer.render(&[group(finding, sources)]).replace(|c| matches!(c, '\u{7f}'..='\u{9f}'), "\u{fffd}"));
        text.push_str("\n\n");
    }
    if let Some(most) = how.per_code {
        for ((code, waived), count) in shown.iter().filter(|(_, count)| **count > most) {
            let waived = if *waived { ", waived" } else { "" };
            text.push_str(&format!("… and {} more of `{code}`{waived} (--all shows every one)\n", count - most));
        }
    }
    text
}

fn group<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(clean(&finding.message)).id(finding.code.name));
    if let Some(span) = finding.span {
        group = group.element(snippet(sources, span, finding.label.as_deref(), AnnotationKind::Primary));
    }
    for (span, words) in &finding.related {
        group = group.element(snippet(sources, *span, Some(words), AnnotationKind::Context));
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(clean(note)));
    }
    if !finding.code.clauses.is_empty() {
        group = group.element(Level::NOTE.message(format!("asked for by {}", finding.code.clause_words())));
    }
    if let Some(waived) = &finding.waived {
        group = group.element(Level::NOTE.message(clean(&waived.words())));
    }
    group.element(Level::HELP.message(clean(finding.advice())))
}

/// Only the lines that the span touches are handed over: a file may have fifty megabytes.
fn snippet<'a>(sources: &'a Sources, span: Span, label: Option<&'a str>, kind: AnnotationKind) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(span.file);
    let (line, _) = source.position(span.start);
    let (start_of_line, text) = source.line_around(span.start);
    let cut = text.char_indices().nth(400).map_or(text.len(), |(i, _)| i);
    let boundary = |byte: usize| (0..=byte.min(cut)).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
    let from = boundary((span.start as usize).saturating_sub(start_of_line));
    let to = boundary((span.end as usize).saturating_sub(start_of_line)).max(from);
    let mut annotation = kind.span(from..to);
    if let Some(label) = label {
        annotation = annotation.label(clean(label));
    }
    Snippet::source(&text[..cut]).path(clean(&source.path)).line_start(line).annotation(annotation)
}

/// Control characters of record text must not reach the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
