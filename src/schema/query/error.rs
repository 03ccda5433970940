//! A mistake in a query, with its place.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A mistake in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in bytes of the query; empty at its end.
    pub range: Range<usize>,
    /// A phrase: lower case, no full stop, names in backticks.
    pub message: String,
    /// How to resolve it.
    pub help: Option<String>,
}

impl QueryError {
    /// A mistake at a place.
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: None }
    }

    /// With advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The query in one line with carets under the place, both indented by two. Control characters are replaced.
    pub fn shown(&self, query: &str) -> String {
        let clean = |text: &str| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        let part = |range: Range<usize>| clean(query.get(range).unwrap_or_default());
        let before = part(0..self.range.start).width();
        let marked = part(self.range.clone()).width().max(1);
        format!("  {}\n  {}{}\n", clean(query), " ".repeat(before), "^".repeat(marked))
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}
