//! The words of a verdict, and what it rests on.

use crate::model::{Outcome, RecordId};

/// A verdict; the greater, the worse. "The worst of" is the maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything it rests on passed.
    Passing,
    /// Neither tested nor otherwise verified: nothing is there that could show it.
    Unverified,
    /// Something is there that could show it, and did not run.
    NotRun,
    /// It ran with another version of the software than the one under view: whatever came of it proves nothing here.
    Stale,
    /// A run could not be made.
    Blocked,
    /// A run failed.
    Failing,
}

impl Verdict {
    /// All of them, best first.
    pub const ALL: [Verdict; 6] = [Self::Passing, Self::Unverified, Self::NotRun, Self::Stale, Self::Blocked, Self::Failing];

    /// The word for it in data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passing => "passing",
            Self::Unverified => "unverified",
            Self::NotRun => "not_run",
            Self::Stale => "stale",
            Self::Blocked => "blocked",
            Self::Failing => "failing",
        }
    }
}

impl From<Outcome> for Verdict {
    /// What a case shows by itself, whatever ran.
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Pass => Self::Passing,
            Outcome::Skipped => Self::NotRun,
            Outcome::Failure | Outcome::Error => Self::Failing,
        }
    }
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A record, with its own verdict.
    Record(RecordId),
    /// A case: places of the report and of the case in it.
    Case(usize, usize),
}

/// A verdict with what it rests on, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// What it rests on.
    pub rests_on: Vec<Basis>,
}

impl Judged {
    /// The worst of several verdicts; of none, `none`: a for-all over nothing shows nothing.
    pub fn worst(parts: impl IntoIterator<Item = (Verdict, Basis)>, none: Verdict) -> Self {
        let mut rests_on = Vec::new();
        let mut worst = None;
        for (verdict, basis) in parts {
            rests_on.push(basis);
            worst = worst.max(Some(verdict));
        }
        Self { verdict: worst.unwrap_or(none), rests_on }
    }
}
