//! The codes of findings: name, weight, clauses and documentation in fixed sections.

use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Shown, asks for nothing.
    Note,
    /// Should be looked at.
    Warning,
    /// The file is wrong or incomplete; fails a run by default.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|s| s.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A kind of finding. Codes are never reused.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, named for what is wrong.
    pub name: &'static str,
    /// Its weight unless the project sets another.
    pub severity: Severity,
    /// The clauses that ask for what is missing; empty for matters of form.
    pub clauses: &'static [&'static str],
    /// What it finds.
    pub finds: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to resolve it.
    pub resolve: &'static str,
    /// Whether an input could not be read, so that nothing may be written: a lost failing run must never turn a verdict green.
    pub stops: bool,
    /// Whether it guards the integrity of the records: it can be neither waived nor lowered.
    pub integrity: bool,
}

impl Code {
    /// Its clauses in words: `IEC 62304 5.2.6, 5.7.1; ISO 14971 7.1`. A bare number is a clause of IEC 62304.
    pub fn clause_words(&self) -> String {
        let (numbers, others): (Vec<&str>, Vec<&str>) = self.clauses.iter().partition(|c| c.starts_with(|first: char| first.is_ascii_digit()));
        let mut words = Vec::new();
        if !numbers.is_empty() {
            words.push(format!("IEC 62304 {}", numbers.join(", ")));
        }
        words.extend(others.into_iter().map(str::to_owned));
        words.join("; ")
    }

    /// The page that `techfile explain` prints.
    pub fn page(&self) -> String {
        let clauses = if self.clauses.is_empty() { String::new() } else { format!("\n\nAsked for by {}", self.clause_words()) };
        format!(
            "{name} ({severity})\n\nWhat it finds\n  {finds}\n\nWhy it matters\n  {why}\n\nHow to resolve it\n  {resolve}{clauses}\n",
            name = self.name,
            severity = self.severity,
            finds = self.finds,
            why = self.why,
            resolve = self.resolve,
        )
    }
}
