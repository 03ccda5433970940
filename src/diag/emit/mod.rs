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

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Levels {
    /// Of error level.
    pub errors: usize,
    /// Of warning level.
    pub warnings: usize,
    /// Of note level.
    pub notes: usize,
}

impl Levels {
    /// All of them.
    pub fn sum(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// How many there are of a level.
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        }
    }
}

/// How many findings there are, by level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Those that no waiver accepts.
    pub unwaived: Levels,
    /// Those that a waiver accepts.
    pub waived: Levels,
}

impl Totals {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut totals = Self::default();
        for finding in findings {
            let levels = if finding.waived.is_some() { &mut totals.waived } else { &mut totals.unwaived };
            *match finding.severity {
                Severity::Error => &mut levels.errors,
                Severity::Warning => &mut levels.warnings,
                Severity::Note => &mut levels.notes,
            } += 1;
        }
        totals
    }

    /// In words: `2 errors, 1 warning, 0 notes`, and `, 4 waived` where any is.
    pub fn words(&self) -> String {
        let Levels { errors, warnings, notes } = self.unwaived;
        let waived = if self.waived.sum() > 0 { format!(", {} waived", self.waived.sum()) } else { String::new() };
        format!("{}, {}, {}{waived}", counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note"))
    }
}

/// A number of things: `1 error`, `2 errors`.
pub fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

impl super::Waived {
    /// In words: `waived by WVR-001 until 2027-01-31: the reason`.
    pub fn words(&self) -> String {
        format!("waived by {} until {}: {}", self.by, self.until, self.reason)
    }
}
