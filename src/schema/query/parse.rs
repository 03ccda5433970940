//! Tokens to a tree, without regard to what the names mean.

use std::ops::Range;

use super::error::QueryError;
use super::lex::{KEYWORDS, Lexeme, Token};
use super::tree::Op;

/// How deep parentheses and `not` may be nested.
const DEEPEST: usize = 64;

/// A name or value as written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    pub(super) quoted: bool,
}

/// A query whose names are not looked up yet.
#[derive(Debug)]
pub(super) enum Raw {
    And(Vec<Raw>),
    Or(Vec<Raw>),
    Not(Box<Raw>),
    Compare { term: Written, op: Op, sign: Range<usize>, value: Written },
    In { term: Written, values: Vec<Written> },
    Has(Written),
}

/// The tree of all tokens; `end` is the length of the text.
pub(super) fn parse(tokens: &[Token], end: usize) -> Result<Raw, QueryError> {
    let mut parser = Parser { tokens, at: 0, end, depth: 0 };
    let tree = parser.or()?;
    match parser.peek() {
        None => Ok(tree),
        Some(token) if token.what == Lexeme::Close => Err(QueryError::new(token.range.clone(), "nothing opens this `)`")),
        Some(_) => Err(parser.no_joint("the end")),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn is_word(&self, word: &str) -> bool {
        self.peek().is_some_and(|t| matches!(&t.what, Lexeme::Word(w) if w == word))
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    fn take_sign(&mut self, what: &Lexeme) -> Option<&'a Token> {
        let token = self.peek().filter(|t| t.what == *what)?;
        self.at += 1;
        Some(token)
    }

    /// What stands here is not what should.
    fn expected(&self, wanted: &str) -> QueryError {
        match self.peek() {
            None => QueryError::new(self.end..self.end, format!("expected {wanted}, found the end")),
            Some(token) => QueryError::new(token.range.clone(), format!("expected {wanted}, found {}", words(&token.what))),
        }
    }

    /// Something follows a finished comparison and does not join on to it.
    fn no_joint(&self, close: &str) -> QueryError {
        let error = self.expected(&format!("`and`, `or` or {close}"));
        let last = self.at.checked_sub(1).and_then(|i| self.tokens.get(i)).map(|t| &t.what);
        match (self.peek().map(|t| &t.what), last) {
            (Some(Lexeme::Word(word)), _) if ["and", "or"].contains(&word.to_lowercase().as_str()) => {
                error.help(format!("write `{}`", word.to_lowercase()))
            }
            (Some(Lexeme::Word(_)), Some(Lexeme::Word(_))) => error.help("a value of several words stands in quotes"),
            _ => error,
        }
    }

    fn or(&mut self) -> Result<Raw, QueryError> {
        let mut parts = vec![self.and()?];
        while self.take("or") {
            parts.push(self.and()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Raw::Or(parts) })
    }

    fn and(&mut self) -> Result<Raw, QueryError> {
        let mut parts = vec![self.not()?];
        while self.take("and") {
            parts.push(self.not()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Raw::And(parts) })
    }

    fn not(&mut self) -> Result<Raw, QueryError> {
        let here = self.peek();
        if !self.take("not") {
            return self.simple();
        }
        self.deeper(here)?;
        let inner = self.not()?;
        self.depth -= 1;
        Ok(Raw::Not(Box::new(inner)))
    }

    fn deeper(&mut self, here: Option<&Token>) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let range = here.map_or(self.end..self.end, |t| t.range.clone());
            return Err(QueryError::new(range, format!("the query is nested deeper than {DEEPEST} levels")));
        }
        Ok(())
    }

    fn simple(&mut self) -> Result<Raw, QueryError> {
        if let Some(open) = self.take_sign(&Lexeme::Open) {
            self.deeper(Some(open))?;
            let inner = self.or()?;
            self.depth -= 1;
            return match self.take_sign(&Lexeme::Close) {
                Some(_) => Ok(inner),
                None if self.peek().is_none() => Err(QueryError::new(open.range.clone(), "no `)` closes this `(`")),
                None => Err(self.no_joint("`)`")),
            };
        }
        if self.take("has") {
            return Ok(Raw::Has(self.term("the name of a field or link")?));
        }
        let term = self.term("a comparison")?;
        if self.take("in") {
            return self.list(term);
        }
        let Some(Token { what: Lexeme::Op(op), range }) = self.peek() else {
            let error = self.expected(&format!("a comparison of `{}`", short(&term.text)));
            return Err(match self.is_word("not") {
                true => error.help(format!("`not` stands before the comparison: `not {} in (…)`", short(&term.text))),
                false => error.help(format!("as `{0} = …`, `{0} in (…)`, or `has {0}`", short(&term.text))),
            });
        };
        self.at += 1;
        Ok(Raw::Compare { term, op: *op, sign: range.clone(), value: self.value()? })
    }

    fn term(&mut self, wanted: &str) -> Result<Written, QueryError> {
        match self.peek() {
            Some(Token { what: Lexeme::Word(word), range }) if !KEYWORDS.contains(&word.as_str()) => {
                self.at += 1;
                Ok(Written { text: word.clone(), range: range.clone(), quoted: false })
            }
            Some(Token { what: Lexeme::Quoted(_), .. }) => Err(self.expected(wanted).help("a name stands without quotes")),
            _ => Err(self.expected(wanted)),
        }
    }

    fn list(&mut self, term: Written) -> Result<Raw, QueryError> {
        if self.take_sign(&Lexeme::Open).is_none() {
            return Err(self.expected("`(` and the values").help(format!("as `{} in (one, two)`", short(&term.text))));
        }
        let mut values = vec![self.value()?];
        while self.take_sign(&Lexeme::Comma).is_some() {
            values.push(self.value()?);
        }
        match self.take_sign(&Lexeme::Close) {
            Some(_) => Ok(Raw::In { term, values }),
            None => Err(self.expected("`,` or `)`")),
        }
    }

    fn value(&mut self) -> Result<Written, QueryError> {
        let token = match self.peek() {
            Some(token @ Token { what: Lexeme::Word(word), .. }) if !KEYWORDS.contains(&word.as_str()) => token,
            Some(token @ Token { what: Lexeme::Quoted(_), .. }) => token,
            Some(Token { what: Lexeme::Word(_), .. }) => return Err(self.expected("a value").help("put the word in quotes if it is meant")),
            _ => return Err(self.expected("a value")),
        };
        self.at += 1;
        let mut value = match &token.what {
            Lexeme::Quoted(text) => return Ok(Written { text: text.clone(), range: token.range.clone(), quoted: true }),
            Lexeme::Word(word) => Written { text: word.clone(), range: token.range.clone(), quoted: false },
            _ => return Err(self.expected("a value")),
        };
        // `today - 90d` is written with blanks or without.
        if value.text == "today" {
            self.join(&mut value, |next| next.starts_with(['+', '-']));
        }
        if matches!(value.text.as_str(), "today+" | "today-") {
            self.join(&mut value, |next| next.starts_with(|c: char| c.is_ascii_digit()));
        }
        Ok(value)
    }

    fn join(&mut self, value: &mut Written, fits: impl Fn(&str) -> bool) {
        if let Some(Token { what: Lexeme::Word(next), range }) = self.peek()
            && fits(next)
        {
            value.text.push_str(next);
            value.range.end = range.end;
            self.at += 1;
        }
    }
}

/// A lexeme in words, for messages.
fn words(what: &Lexeme) -> String {
    match what {
        Lexeme::Word(word) => format!("`{}`", short(word)),
        Lexeme::Quoted(_) => "a text in quotes".to_owned(),
        Lexeme::Op(op) => format!("`{}`", op.sign()),
        Lexeme::Open => "`(`".to_owned(),
        Lexeme::Close => "`)`".to_owned(),
        Lexeme::Comma => "`,`".to_owned(),
    }
}

/// At most forty characters of what was written.
pub(super) fn short(text: &str) -> String {
    let mut cut: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect();
    if text.chars().nth(40).is_some() {
        cut.push('…');
    }
    cut
}
