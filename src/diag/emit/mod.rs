//! Ways of showing findings: one file each.

mod github;
mod human;
mod json;
mod sarif;

pub use github::github;
pub use human::{Human, human};
pub use json::json;
pub use sarif::sarif;

use super::{Code, Diagnostic, Severity};
use crate::source::Sources;

/// What is shown, and how it came about.
#[derive(Debug, Clone, Copy)]
pub struct Log<'a> {
    /// The findings, in their order.
    pub findings: &'a [Diagnostic],
    /// The files they are in.
    pub sources: &'a Sources,
    /// The levels that the project set: `None` for a code whose findings were dropped.
    pub levels: &'a [(&'static Code, Option<Severity>)],
    /// For each finding, whether it stood in the baseline; `None` where no baseline is used.
    pub baseline: Option<&'a [bool]>,
}

impl Log<'_> {
    /// The levels in words: `need-without-requirement: error, test-never-run: allow`; nothing where none was set.
    pub fn level_words(&self) -> Option<String> {
        let one = |(code, level): &(&Code, Option<Severity>)| format!("{}: {}", code.name, level.map_or("allow", Severity::word));
        let all: Vec<String> = self.levels.iter().map(one).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// How many findings there are: by severity those that no waiver accepts, and those that one does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of error level.
    pub errors: usize,
    /// Of warning level.
    pub warnings: usize,
    /// Of note level.
    pub notes: usize,
    /// Waived ones, whatever their level.
    pub waived: usize,
}

impl Totals {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut totals = Self::default();
        for finding in findings {
            let count = match finding.severity {
                _ if finding.waived.is_some() => &mut totals.waived,
                Severity::Error => &mut totals.errors,
                Severity::Warning => &mut totals.warnings,
                Severity::Note => &mut totals.notes,
            };
            *count += 1;
        }
        totals
    }

    /// In words: `2 errors, 1 warning, 0 notes`, and `, 4 waived` where any is.
    pub fn words(&self) -> String {
        let of = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let waived = if self.waived > 0 { format!(", {} waived", self.waived) } else { String::new() };
        format!("{}, {}, {}{waived}", of(self.errors, "error"), of(self.warnings, "warning"), of(self.notes, "note"))
    }
}

impl super::Waived {
    /// In words: `waived by WVR-001 until 2027-01-31: the reason`.
    pub fn words(&self) -> String {
        format!("waived by {} until {}: {}", self.by, self.until, self.reason)
    }
}
