//! The words and signs of a query.

use std::ops::Range;

use super::error::QueryError;
use super::tree::Op;

/// Words that no bare value may be.
pub(super) const KEYWORDS: &[&str] = &["and", "has", "in", "not", "or"];

/// What stands at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Lexeme {
    Word(String),
    Quoted(String),
    Op(Op),
    Open,
    Close,
    Comma,
}

/// A lexeme and its place, in bytes.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) what: Lexeme,
    pub(super) range: Range<usize>,
}

/// Whether a bare word may hold a character: those of ids, versions, dates, paths, package URLs.
pub(super) fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '#' | '@' | '*' | '%' | '+')
}

/// The tokens of a text.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (what, length) = match c {
            '(' => (Lexeme::Open, 1),
            ')' => (Lexeme::Close, 1),
            ',' => (Lexeme::Comma, 1),
            '\'' | '"' => quoted(rest, c).ok_or_else(|| QueryError::new(at..at + 1, format!("no `{c}` closes this text")))?,
            c if in_word(c) => {
                let length = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
                (Lexeme::Word(rest[..length].to_owned()), length)
            }
            _ => {
                let (op, length) = sign(rest, at)?;
                (Lexeme::Op(op), length)
            }
        };
        tokens.push(Token { what, range: at..at + length });
        at += length;
    }
    Ok(tokens)
}

/// A text in quotes and its length with them. A backslash makes a quote or a backslash plain; before anything else it is one.
fn quoted(rest: &str, quote: char) -> Option<(Lexeme, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((i, c)) = chars.next() {
        match (c, chars.peek()) {
            (c, _) if c == quote => return Some((Lexeme::Quoted(text), i + 1)),
            ('\\', Some((_, next @ ('\\' | '\'' | '"')))) => {
                text.push(*next);
                chars.next();
            }
            _ => text.push(c),
        }
    }
    None
}

/// A comparison and its length; signs of other languages are named with ours.
fn sign(rest: &str, at: usize) -> Result<(Op, usize), QueryError> {
    let foreign = [("==", "="), ("<>", "!="), ("=<", "<="), ("=>", ">="), ("&&", "and"), ("||", "or"), ("≠", "!="), ("≤", "<="), ("≥", ">="), ("=~", "~")];
    if let Some((theirs, ours)) = foreign.iter().find(|(theirs, _)| rest.starts_with(theirs)) {
        return Err(QueryError::new(at..at + theirs.len(), format!("`{theirs}` means nothing here")).help(format!("write `{ours}`")));
    }
    // The longer sign first: `<=` starts with `<`.
    let known = [Op::Ne, Op::Le, Op::Ge, Op::Eq, Op::Lt, Op::Gt, Op::Contains];
    if let Some(op) = known.into_iter().find(|op| rest.starts_with(op.sign())) {
        return Ok((op, op.sign().len()));
    }
    let c = rest.chars().next().unwrap_or_default();
    let words = if c.is_control() { format!("U+{:04X} means nothing here", u32::from(c)) } else { format!("`{c}` means nothing here") };
    let help = if c == '!' { "write `not`, or `!=` for a comparison" } else { "a value with signs in it stands in quotes" };
    Err(QueryError::new(at..at + c.len_utf8(), words).help(help))
}
