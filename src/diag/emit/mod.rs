//! Ways of showing findings: one file each.

mod github;
mod human;
mod json;
mod sarif;

pub use github::github;
pub use human::{Human, human};
pub use json::json;
pub use sarif::sarif;

use super::Diagnostic;
use crate::diag::Severity;

/// How many findings of each severity: notes, warnings, errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of error level.
    pub errors: usize,
    /// Of warning level.
    pub warnings: usize,
    /// Of note level.
    pub notes: usize,
}

impl Totals {
    /// Counts findings.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let count = |severity| findings.iter().filter(|d| d.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
    }

    /// In words: `2 errors, 1 warning`.
    pub fn words(&self) -> String {
        let of = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        format!("{}, {}, {}", of(self.errors, "error"), of(self.warnings, "warning"), of(self.notes, "note"))
    }
}
