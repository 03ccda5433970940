//! What is wrong in a text.

use crate::source::Span;

/// Something wrong in a text; a caller makes a finding of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}
