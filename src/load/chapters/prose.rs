//! Markdown texts of records and chapters to prose; problems become findings.

use crate::config;
use crate::diag::Diagnostic;
use crate::load::chapters::directive::Directive;
use crate::load::chapters::markdown::{self, Options};
use crate::load::codes::MARKDOWN_PROBLEM;
use crate::load::unseen;
use crate::model::Prose;
use crate::source::{Text, lone_return};

pub(in crate::load) use crate::config::Markdown;

/// The text of a record: no directives, no smart punctuation.
pub(in crate::load) fn record(text: &Text, extensions: Markdown, out: &mut Vec<Diagnostic>) -> Prose {
    let plain = config::Markdown { smart_punctuation: false, ..extensions };
    parse(text, plain, false, out).0
}

/// The text of a chapter with its directives.
pub(in crate::load) fn chapter(text: &Text, extensions: Markdown, out: &mut Vec<Diagnostic>) -> (Prose, Vec<Directive>) {
    parse(text, extensions, true, out)
}

fn parse(text: &Text, extensions: Markdown, directives: bool, out: &mut Vec<Diagnostic>) -> (Prose, Vec<Directive>) {
    let options =
        Options { math: extensions.math, smart_punctuation: extensions.smart_punctuation, html_tags: directives, doubts: true, ..Options::default() };
    let parsed = markdown::parse(text, &options, directives);
    out.extend(odd_bytes(text).map(|(at, words)| Diagnostic::new(&MARKDOWN_PROBLEM, text.span(at..at + 1), words).help("remove it")));
    unseen::report(text, out);
    for problem in parsed.problems {
        let code = if directives { &crate::load::codes::DIRECTIVE_INVALID } else { &MARKDOWN_PROBLEM };
        out.push(Diagnostic::new(code, problem.span, problem.message).maybe_help(problem.help));
    }
    out.extend(parsed.doubts.into_iter().map(|doubt| Diagnostic::new(&MARKDOWN_PROBLEM, doubt.span, doubt.message).maybe_help(doubt.help)));
    (Prose { source: text.text.clone(), body: parsed.body }, parsed.directives)
}

/// The first NUL and the first lone carriage return: Markdown replaces the one, and breaks the line at the other where
/// most editors do not.
fn odd_bytes(text: &Text) -> impl Iterator<Item = (usize, &'static str)> {
    let nul = text.text.find('\0').map(|at| (at, "a NUL character is no text"));
    nul.into_iter().chain(lone_return(&text.text).map(|at| (at, "a carriage return that no line feed follows is no line end")))
}
