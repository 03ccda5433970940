//! Totals that a report states, held against the lines and branches that it names.

use crate::load::evidence::coverage::Fault;
use crate::model::CoveredFile;
use crate::source::Span;

/// How far a rate may differ from what was found, for its rounding.
const ROUNDED: f64 = 0.011;

/// What was found: lines or branches, and how many of them ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) all: usize,
    pub(super) ran: usize,
}

impl Found {
    /// The lines of a file.
    pub(super) fn lines(file: &CoveredFile) -> Self {
        Self { all: file.lines.len(), ran: file.lines.iter().filter(|line| line.hit).count() }
    }

    /// The branches of a file.
    pub(super) fn branches(file: &CoveredFile) -> Self {
        let taken = file.branches.iter().filter(|branch| branch.taken).count();
        let counted = |of: fn(&crate::model::Counted) -> u32| file.counted.iter().map(|c| of(c) as usize).sum::<usize>();
        Self { all: file.branches.len() + counted(|c| c.total), ran: taken + counted(|c| c.taken) }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.all += other.all;
        self.ran += other.ran;
    }
}

/// What a report states in numbers, and where.
#[derive(Debug, Clone)]
pub(super) struct Stated<'a> {
    pub(super) span: Span,
    /// What the numbers are about: a file, or nothing for the whole report.
    pub(super) of: &'a str,
    /// The names of the two numbers in the format, and what they count.
    pub(super) names: (&'a str, &'a str, &'a str),
    pub(super) all: Option<usize>,
    pub(super) ran: Option<usize>,
}

impl Stated<'_> {
    /// Where the numbers are not what was found: at least `least`, where each is counted once, and at most `most`.
    pub(super) fn fault(&self, least: Found, most: Found) -> Option<Fault> {
        let (all, ran, what) = self.names;
        let of = if self.of.is_empty() { String::new() } else { format!(" of `{}`", self.of) };
        let words = |name: &str, said: usize, found: usize, which: &str| format!("`{name}` counts {said} {what}{of}, and the report names {found}{which}");
        let outside = |said: Option<usize>, least: usize, most: usize| said.filter(|said| !(least..=most.max(least)).contains(said));
        if let Some(said) = outside(self.all, least.all, most.all) {
            return Some((self.span, words(all, said, most.all, "")));
        }
        let said = outside(self.ran, least.ran, most.ran)?;
        Some((self.span, words(ran, said, most.ran, " that ran")))
    }
}

/// Where a rate from 0 to 1 is not the share that was found.
pub(super) fn rate_fault(span: Span, name: &str, of: &str, rate: f64, found: Found) -> Option<Fault> {
    let share = found.ran as f64 / found.all as f64;
    let of = if of.is_empty() { String::new() } else { format!(" of `{of}`") };
    let differs = found.all > 0 && (0.0..=1.0).contains(&rate) && (rate - share).abs() > ROUNDED;
    differs.then(|| (span, format!("`{name}`{of} is {rate}, and {} of the {} lines that the report names ran", found.ran, found.all)))
}
