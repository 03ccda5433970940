//! Markdown texts of records and chapters to prose; problems become findings.

use super::codes::MARKDOWN_PROBLEM;
use super::directive::Directive;
use super::markdown::{self, Options};
use crate::config;
use crate::diag::Diagnostic;
use crate::model::Prose;
use crate::source::Text;

pub(super) use crate::config::Markdown;

/// The text of a record: no directives, no smart punctuation.
pub(super) fn record(text: &Text, extensions: Markdown, out: &mut Vec<Diagnostic>) -> Prose {
    let plain = config::Markdown { smart_punctuation: false, ..extensions };
    parse(text, plain, false, out).0
}

/// The text of a chapter with its directives.
pub(super) fn chapter(text: &Text, extensions: Markdown, out: &mut Vec<Diagnostic>) -> (Prose, Vec<Directive>) {
    parse(text, extensions, true, out)
}

fn parse(text: &Text, extensions: Markdown, directives: bool, out: &mut Vec<Diagnostic>) -> (Prose, Vec<Directive>) {
    let options = Options { math: extensions.math, smart_punctuation: extensions.smart_punctuation, ..Options::default() };
    let parsed = markdown::parse(text, &options, directives);
    for problem in parsed.problems {
        let code = if directives { &super::codes::DIRECTIVE_INVALID } else { &MARKDOWN_PROBLEM };
        out.push(Diagnostic::new(code, problem.span, problem.message).maybe_help(problem.help));
    }
    (Prose { source: text.text.clone(), body: parsed.body }, parsed.directives)
}
