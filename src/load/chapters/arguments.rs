//! The arguments of a directive: words, `key=word`, `key="value"`.

use std::ops::Range;

use crate::load::chapters::directive::{Directive, Opening, name_end, place, window};
use crate::source::Text;

/// Reads the directive that opens here; also says where it ends, or why it is none.
pub(in crate::load) fn read(source: &Text, opening: Opening) -> Result<(Directive, usize), String> {
    let text = source.text.as_str();
    let Opening { at, name, .. } = opening;
    let end = name_end(text, name);
    if end == name {
        return Err("no name follows `{{#`".into());
    }
    let mut reader = Reader { text: window(text, end), base: end, at: 0 };
    let mut directive = Directive {
        name: text[name..end].to_owned(),
        positional: Vec::new(),
        named: Vec::new(),
        values: Vec::new(),
        span: Default::default(),
        raw: String::new(),
    };
    loop {
        let spaced = reader.blanks()?;
        if reader.rest().starts_with("}}") {
            break;
        }
        if !spaced {
            return Err(reader.unexpected());
        }
        let (key, (value, range)) = reader.argument()?;
        let value_span = place(source, range.clone());
        match key {
            None => directive.positional.push((value, value_span)),
            Some((key, _)) if directive.named.iter().any(|(k, ..)| *k == key) => return Err(format!("`{key}` is given twice")),
            Some((key, key_range)) => {
                directive.values.push(located(source, range));
                directive.named.push((key, place(source, key_range), value, value_span));
            }
        }
    }
    let end = end + reader.at + 2;
    directive.span = place(source, at..end);
    directive.raw = text[at..end].to_owned();
    Ok((directive, end))
}

/// The value of an argument with the places of its bytes: of what stands in quotes, without its backslashes.
fn located(source: &Text, range: Range<usize>) -> Text {
    let mut value = Text::default();
    let written = &source.text[range.clone()];
    let quoted = source.text[..range.start].ends_with('"');
    let mut from = 0;
    let mut chars = written.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if quoted && c == '\\' && chars.next_if(|(_, next)| matches!(next, '"' | '\\')).is_some() {
            value.push_range(source, range.start + from..range.start + at);
            from = at + 1;
        }
    }
    value.push_range(source, range.start + from..range.end);
    value
}

/// A text and where it stands in the source.
type Placed = (String, Range<usize>);

struct Reader<'a> {
    text: &'a str,
    /// The byte of the source at which `text` starts.
    base: usize,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn range(&self, from: usize) -> Range<usize> {
        self.base + from..self.base + self.at
    }

    /// Skips blanks and line ends up to a blank line, which ends every paragraph and so every directive.
    fn blanks(&mut self) -> Result<bool, String> {
        let from = self.at;
        let mut lines = 0;
        while let Some(c @ (' ' | '\t' | '\r' | '\n')) = self.rest().chars().next() {
            lines += usize::from(c == '\n');
            self.at += 1;
        }
        if lines > 1 || self.rest().is_empty() {
            return Err("no `}}` closes it".into());
        }
        Ok(self.at > from)
    }

    fn argument(&mut self) -> Result<(Option<Placed>, Placed), String> {
        if self.rest().starts_with('"') {
            return Ok((None, self.quoted()?));
        }
        let from = self.at;
        let word = self.word()?;
        let Some((key, value)) = word.0.split_once('=').filter(|(key, _)| is_key(key)) else {
            return Ok((None, word));
        };
        let placed = (key.to_owned(), self.base + from..self.base + from + key.len());
        if !value.is_empty() {
            let start = placed.1.end + 1;
            return Ok((Some(placed), (value.to_owned(), start..word.1.end)));
        }
        if !self.rest().starts_with('"') {
            return Err(format!("no value follows `{key}=`"));
        }
        Ok((Some(placed), self.quoted()?))
    }

    /// A run up to a blank, a closing brace, or the quote of a value.
    fn word(&mut self) -> Result<Placed, String> {
        let from = self.at;
        let length = self.rest().find(|c: char| c.is_whitespace() || matches!(c, '"' | '{' | '}')).unwrap_or(self.rest().len());
        self.at += length;
        let word = &self.text[from..self.at];
        let value_follows = self.rest().starts_with('"') && word.strip_suffix('=').is_some_and(is_key);
        let ends = self.rest().starts_with("}}") || self.rest().starts_with([' ', '\t', '\r', '\n']) || self.rest().is_empty();
        if word.is_empty() || !(ends || value_follows) {
            return Err(self.unexpected());
        }
        Ok((word.to_owned(), self.range(from)))
    }

    fn quoted(&mut self) -> Result<Placed, String> {
        self.at += 1;
        let from = self.at;
        let mut value = String::new();
        let mut chars = self.rest().char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            match (c, chars.peek()) {
                ('"', _) => {
                    let range = self.base + from..self.base + from + i;
                    self.at = from + i + 1;
                    return Ok((value, range));
                }
                ('\\', Some((_, next @ ('"' | '\\')))) => {
                    value.push(*next);
                    chars.next();
                }
                // A quote left open must not swallow the next paragraph.
                ('\n', Some((_, '\n'))) => break,
                _ => value.push(c),
            }
        }
        Err("no `\"` closes the value".into())
    }

    fn unexpected(&self) -> String {
        match self.rest().chars().next() {
            Some(c) if c.is_control() => format!("the character U+{:04X} is not expected here", c as u32),
            Some(c) => format!("`{c}` is not expected here"),
            None => "no `}}` closes it".into(),
        }
    }
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}
