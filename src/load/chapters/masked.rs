//! Texts whose directives are masked, before Markdown sees them.
//!
//! Each is replaced by a stand-in, a number between two private-use characters that the text itself cannot produce, so
//! that quotes, pipes and underscores in its arguments mean nothing to Markdown. The tree builder puts back the raw text
//! wherever a directive has no effect.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::arguments;
use super::directive::{Directive, Opening, line_close, next_opening, place};
use super::problem::Problem;
use crate::source::{Span, Text};

/// What stands behind a stand-in.
#[derive(Debug)]
pub(in crate::load) enum Meaning {
    /// An escaped opening: shown as text.
    Literal,
    /// A directive.
    Directive(Directive),
    /// What looks like a directive and is none, with the reason.
    Malformed(String),
}

/// A stand-in: what it means, what to put back, and where that was written (bytes of the text before masking).
#[derive(Debug)]
pub(in crate::load) struct Mark {
    pub(in crate::load) meaning: Meaning,
    pub(in crate::load) raw: String,
    pub(in crate::load) range: Range<usize>,
}

/// A text whose directives are replaced by stand-ins.
#[derive(Debug)]
pub(in crate::load) struct Masked<'a> {
    source: &'a Text,
    /// What Markdown sees.
    pub(in crate::load) text: Cow<'a, str>,
    pub(in crate::load) marks: Vec<Mark>,
    brackets: Option<(char, char)>,
    /// `(byte in the masked text, byte in the source, whether a stand-in starts there)`.
    steps: Vec<(usize, usize, bool)>,
}

impl<'a> Masked<'a> {
    /// A text in which nothing is masked.
    pub(in crate::load) fn plain(source: &'a Text) -> Self {
        Self { source, text: Cow::Borrowed(&source.text), marks: Vec::new(), brackets: None, steps: Vec::new() }
    }

    /// A text with its directives masked; none are when the text uses up all private-use characters.
    pub(in crate::load) fn new(source: &'a Text) -> Result<Self, Problem> {
        let Some(mut opening) = next_opening(&source.text, 0) else {
            return Ok(Self::plain(source));
        };
        let text = source.text.as_str();
        let Some((open, close)) = free_brackets(text) else {
            return Err(Problem {
                span: source.span(opening.at..opening.name),
                message: "no directive of this text is read: it uses up all private-use characters".into(),
                help: None,
            });
        };
        let mut masked = Self { source, text: Cow::Borrowed(""), marks: Vec::new(), brackets: Some((open, close)), steps: Vec::new() };
        let (mut out, mut copied) = (String::with_capacity(text.len()), 0);
        loop {
            let mark = mark_at(source, opening);
            masked.steps.push((out.len(), copied, false));
            out.push_str(&text[copied..mark.range.start]);
            masked.steps.push((out.len(), mark.range.start, true));
            out.push_str(&format!("{open}{}{close}", masked.marks.len()));
            copied = mark.range.end;
            masked.marks.push(mark);
            match next_opening(text, copied) {
                Some(next) => opening = next,
                None => break,
            }
        }
        masked.steps.push((out.len(), copied, false));
        out.push_str(&text[copied..]);
        masked.text = Cow::Owned(out);
        Ok(masked)
    }

    /// The first stand-in of a piece of masked text: where it is, and its number.
    pub(in crate::load) fn find(&self, text: &str) -> Option<(Range<usize>, usize)> {
        let (open, close) = self.brackets?;
        let start = text.find(open)?;
        let digits = start + open.len_utf8();
        let end = digits + text[digits..].find(close)?;
        let index = text[digits..end].parse().ok().filter(|i| *i < self.marks.len())?;
        Some((start..end + close.len_utf8(), index))
    }

    /// The raw text in place of stand-ins; `seen` learns of each.
    pub(in crate::load) fn restore(&self, mut text: &str, mut seen: impl FnMut(usize)) -> String {
        let mut out = String::with_capacity(text.len());
        while let Some((range, index)) = self.find(text) {
            out.push_str(&text[..range.start]);
            out.push_str(&self.marks[index].raw);
            seen(index);
            text = &text[range.end..];
        }
        out.push_str(text);
        out
    }

    /// Where a range of the masked text was written: from where its first byte stands to where its last one does.
    pub(in crate::load) fn span(&self, range: Range<usize>) -> Span {
        let range = self.origin(range.start, false)..self.origin(range.end, true);
        place(self.source, range)
    }

    /// Where what stands behind a stand-in was written.
    pub(in crate::load) fn place(&self, mark: &Mark) -> Span {
        place(self.source, mark.range.clone())
    }

    fn origin(&self, at: usize, end: bool) -> usize {
        let index = self.steps.partition_point(|(start, ..)| if end { *start < at } else { *start <= at });
        match index.checked_sub(1).and_then(|i| self.steps.get(i)) {
            None => at,
            Some((_, from, true)) if !end => *from,
            Some((_, from, true)) => self.steps.get(index).map_or(*from, |(_, next, _)| *next),
            Some((start, from, false)) => from + (at - start),
        }
    }
}

/// Two private-use characters that the text neither contains nor makes by a character reference.
fn free_brackets(text: &str) -> Option<(char, char)> {
    let private = |c: char| matches!(c, '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}');
    let mut used: BTreeSet<char> = text.chars().filter(|c| private(*c)).collect();
    for (at, _) in text.match_indices("&#") {
        let digits = &text[at + 2..];
        let (digits, radix) = digits.strip_prefix(['x', 'X']).map_or((digits, 10), |hex| (hex, 16));
        let length = digits.bytes().take(9).take_while(|b| (*b as char).is_digit(radix)).count();
        used.extend(u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32));
    }
    let mut free = ('\u{F0000}'..='\u{FFFFD}').chain('\u{100000}'..='\u{10FFFD}').filter(|c| !used.contains(c));
    Some((free.next()?, free.next()?))
}

fn mark_at(source: &Text, opening: Opening) -> Mark {
    let text = source.text.as_str();
    let Opening { at, name, escaped } = opening;
    if escaped {
        return Mark { meaning: Meaning::Literal, raw: text[at..name].to_owned(), range: at - 1..name };
    }
    match arguments::read(source, opening) {
        Ok((directive, end)) => Mark { raw: directive.raw.clone(), meaning: Meaning::Directive(directive), range: at..end },
        Err(message) => {
            let end = line_close(text, name).unwrap_or(name);
            Mark { meaning: Meaning::Malformed(message), raw: text[at..end].to_owned(), range: at..end }
        }
    }
}
