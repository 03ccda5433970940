//! A mistake in a query, with its place.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::source::turns;

/// How much of a long query is shown on either side of a mistake, in bytes.
const AROUND: usize = 160;

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

    /// The query in one line with carets under the place, both indented by two. Control characters are replaced; of a long
    /// query only what is around the place is shown.
    pub fn shown(&self, query: &str) -> String {
        let cut = |at: usize| (0..=at.min(query.len())).rev().find(|i| query.is_char_boundary(*i)).unwrap_or(0);
        let (from, to) = (cut(self.range.start.saturating_sub(AROUND)), cut(self.range.end.saturating_add(AROUND)));
        let (before, after) = (if from > 0 { "… " } else { "" }, if to < query.len() { " …" } else { "" });
        let window = format!("{before}{}{after}", query.get(from..to).unwrap_or_default());
        let moved = |at: usize| (at + before.len()).saturating_sub(from);
        Self { range: moved(self.range.start)..moved(self.range.end), ..self.clone() }.whole(&window)
    }

    fn whole(&self, query: &str) -> String {
        let clean = |text: &str| text.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect::<String>();
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
