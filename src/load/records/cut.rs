//! Texts that YAML ends or joins where their writer may not have meant it.

use crate::diag::Diagnostic;
use crate::load::codes::TEXT_CUT;
use crate::load::records::value::Reading;
use crate::source::Span;
use crate::yaml::{Node, Style, Value};

/// Reports a text without quotes that ends at ` #`, and a folded one whose lines are those of a list or table.
pub(in crate::load) fn report(name: &str, node: &Node, cx: &mut Reading) {
    let Value::Scalar { style, .. } = &node.value else { return };
    match style {
        Style::Plain => comment(name, node, cx),
        Style::Block => folded(name, node, cx),
        Style::Quoted => {}
    }
}

/// A comment stands two blanks or more after what it is about; after one, the writer most likely meant it to be text.
fn comment(name: &str, node: &Node, cx: &mut Reading) {
    let end = node.span.end as usize;
    let rest = cx.source.text.get(end..).unwrap_or_default();
    let Some(comment) = rest.strip_prefix(' ').filter(|rest| rest.starts_with('#')) else { return };
    let length = comment.lines().next().unwrap_or_default().trim_end().len();
    let span = Span::new(node.span.file, end + 1, end + 1 + length);
    let words = format!("`{name}` ends before ` #`: YAML reads the rest as a comment");
    cx.findings.push(Diagnostic::new(&TEXT_CUT, span, words).help("put the text in quotes; if a comment is meant, leave two spaces before it"));
}

fn folded(name: &str, node: &Node, cx: &mut Reading) {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    // The place of a block begins with its header or with its first line: the header stands before it then.
    let raw = cx.source.text.get(start..end).unwrap_or_default();
    let before = cx.source.text[..start].trim_end_matches([' ', '\n', '\r']);
    let first = raw.lines().next().unwrap_or_default();
    let header = if is_header(first) { first } else { before.rsplit('\n').next().unwrap_or_default() };
    if !header.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ' ')).ends_with('>') {
        return;
    }
    let mut at = start;
    let mut last: Option<usize> = None;
    for line in raw.split_inclusive('\n') {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        // A line that is indented further stays a line of its own.
        let is_item = begins_item(text) && last == Some(indent);
        if is_item {
            let place = at + indent;
            let words = format!("`>` joins the lines of `{name}`: this line is not an item or row of its own");
            let span = Span::new(node.span.file, place, place + text.len());
            cx.findings.push(Diagnostic::new(&TEXT_CUT, span, words).help("write `|` for a text that keeps its lines"));
            return;
        }
        let indent = if at == start { header_indent(cx, at) } else { indent };
        last = (!text.is_empty() && !is_header(text)).then_some(indent);
        at += line.len();
    }
}

/// Whether a line is the header of a block.
fn is_header(line: &str) -> bool {
    let rest = line.trim().trim_start_matches(['>', '|']);
    line.trim().len() == rest.len() + 1 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+'))
}

/// How far the first line of a block is indented, whose place begins behind its indentation.
fn header_indent(cx: &Reading, at: usize) -> usize {
    let line = cx.source.text[..at].rfind('\n').map_or(0, |n| n + 1);
    at - line
}

fn begins_item(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < text.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    text.starts_with("- ") || text.starts_with("* ") || text.starts_with("| ") || is_numbered
}
