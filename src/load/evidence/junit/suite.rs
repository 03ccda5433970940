//! A suite under reading: what it says it holds, and what was found in it.

use jiff::civil::Date;

use super::facts::{FACTS, Numbers};
use crate::model::{Case, Outcome};
use crate::source::Span;

/// What was counted.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    cases: usize,
    failing: usize,
    skipped: usize,
    /// Cases whose name another one of the suite has: some producers count them once.
    repeated: usize,
    /// Failures beside the first of a case, runs again, failures of the suite itself: some producers count them too.
    beside: usize,
}

impl Found {
    fn add(&mut self, other: Found) {
        self.cases += other.cases;
        self.failing += other.failing;
        self.skipped += other.skipped;
        self.repeated += other.repeated;
        self.beside += other.beside;
    }
}

/// What a suite states in its attributes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated {
    pub(super) tests: Option<usize>,
    pub(super) failures: Option<usize>,
    pub(super) errors: Option<usize>,
    pub(super) skipped: Option<usize>,
    pub(super) disabled: Option<usize>,
    /// Whether it says as a whole that it failed.
    pub(super) fails: bool,
}

/// A suite.
pub(super) struct Suite {
    pub(super) name: String,
    pub(super) place: Span,
    pub(super) stated: Stated,
    day: Option<Date>,
    /// The first of its cases.
    pub(super) first: usize,
    /// What its properties say.
    pub(super) facts: Numbers,
    /// The tests that its properties name.
    pub(super) ids: Vec<String>,
    own: Found,
    inner: Found,
    /// Its own cases, by their places in the report.
    cases: Vec<u32>,
    /// Those that look as if they had passed in no time, also in suites within.
    timeless: Vec<u32>,
}

impl Suite {
    pub(super) fn new(name: String, place: Span, stated: Stated, day: Option<Date>, first: usize) -> Self {
        let (own, inner) = (Found::default(), Found::default());
        Self { name, place, stated, day, first, facts: [0; FACTS.len()], ids: Vec::new(), own, inner, cases: Vec::new(), timeless: Vec::new() }
    }

    /// Counts a case, which is the one at a place of the report; `beside` are its failures beside the first, and its runs again;
    /// `timed` is whether it says that it took time.
    pub(super) fn count(&mut self, case: &Case, at: usize, beside: usize, timed: bool) {
        self.own.cases += 1;
        self.own.failing += usize::from(case.outcome >= Outcome::Failure);
        self.own.skipped += usize::from(case.outcome == Outcome::Skipped);
        self.cases.push(at as u32);
        self.own.beside += beside;
        if !timed && case.outcome == Outcome::Pass && !case.flaky && case.message.is_empty() {
            self.timeless.push(at as u32);
        }
    }

    /// Counts the cases whose name another one of the suite has, when all are there.
    pub(super) fn count_repeated(&mut self, cases: &[Case]) {
        let mut places = std::mem::take(&mut self.cases);
        let name = |at: u32| cases.get(at as usize).map(|case| (&case.name, &case.classname));
        places.sort_unstable_by(|a, b| name(*a).cmp(&name(*b)));
        self.own.repeated = places.windows(2).filter(|pair| name(pair[0]) == name(pair[1])).count();
    }

    /// Counts a failure of the suite itself.
    pub(super) fn fails(&mut self) {
        self.own.beside += 1;
    }

    /// Counts what was found in a suite within.
    pub(super) fn holds(&mut self, other: &Suite) {
        self.inner.add(other.own);
        self.inner.add(other.inner);
        self.timeless.extend(&other.timeless);
    }

    /// Its cases no longer stand where they stood.
    pub(super) fn moved(&mut self) {
        self.timeless.clear();
    }

    /// How many cases look as if they had passed and are not counted in `tests`: jest-junit writes so what is still to do.
    fn uncounted(&self) -> usize {
        let Stated { tests: Some(tests), failures, errors, skipped, .. } = self.stated else { return 0 };
        let others = [failures, errors, skipped].into_iter().flatten().fold(0, usize::saturating_add);
        let beyond = |f: Found| {
            let passes = f.cases.saturating_sub(f.failing).saturating_sub(f.skipped);
            f.cases.saturating_sub(tests).min(passes.saturating_sub(tests.saturating_sub(others)))
        };
        let mut all = self.own;
        all.add(self.inner);
        if self.own.cases == 0 { beyond(all) } else { beyond(self.own) }
    }

    /// Which of its passes were not run where it does not count them all: nobody can tell, so those that took no time show
    /// nothing; all of them, where these are too few. Returns how many that are.
    pub(super) fn doubt(&self, cases: &mut [Case]) -> usize {
        let uncounted = self.uncounted();
        let passes = || (self.first..cases.len()).filter(|at| cases[*at].outcome == Outcome::Pass).collect();
        let doubtful: Vec<usize> = match uncounted {
            0 => Vec::new(),
            n if n <= self.timeless.len() => self.timeless.iter().map(|at| *at as usize).collect(),
            _ => passes(),
        };
        doubtful.iter().for_each(|at| cases[*at].outcome = Outcome::Skipped);
        doubtful.len()
    }

    /// Where what it states is not what was found. Some producers count what is in suites within, some do not.
    pub(super) fn fault(&self) -> Option<Miscount> {
        let mut all = self.own;
        all.add(self.inner);
        let either = |fits: &dyn Fn(Found) -> bool| fits(self.own) || fits(all);
        let about = if self.name.is_empty() { "it".to_owned() } else { format!("`{}`", self.name) };
        let skipped = self.stated.skipped.unwrap_or(0);
        // Mocha's reporter lists no skipped case, and counts them all the same.
        let unlisted = |f: Found| skipped.saturating_sub(f.skipped);
        if let Some(tests) = self.stated.tests
            && !either(&|f| (f.cases - f.repeated..=f.cases.saturating_add(f.beside).saturating_add(unlisted(f))).contains(&tests))
        {
            let words = format!("{about} says tests: {tests}, and holds {}", of(all.cases, "case"));
            return Some(Miscount { words, short: tests > all.cases && self.stated.skipped.is_none() });
        }
        if self.stated.failures.is_some() || self.stated.errors.is_some() {
            let failing = self.stated.failures.unwrap_or(0).saturating_add(self.stated.errors.unwrap_or(0));
            if !either(&|f| (f.failing..=f.failing + f.beside).contains(&failing)) {
                let words = format!("{about} says failures and errors: {failing}, and holds {}", of(all.failing, "failing case"));
                return Some(Miscount { words, short: false });
            }
        }
        if self.stated.fails && all.failing == 0 && all.beside == 0 {
            return Some(Miscount { words: format!("{about} says that it failed, and holds no failing case"), short: false });
        }
        let most = skipped.saturating_add(self.stated.disabled.unwrap_or(0));
        let left_out = |f: Found| f.skipped < skipped && self.stated.tests == Some(f.cases + unlisted(f));
        let fits = self.stated.skipped.is_none() || either(&|f| (skipped..=most).contains(&f.skipped) || left_out(f));
        let words = || format!("{about} says skipped: {skipped}, and holds {}", of(all.skipped, "skipped case"));
        (!fits).then(|| Miscount { words: words(), short: false })
    }

    /// How many of its cases it does not count, though another one of their name stands in it: runs again, perhaps.
    pub(super) fn again(&self) -> Option<usize> {
        let beyond = self.own.cases.checked_sub(self.stated.tests?)?;
        (beyond > 0 && self.own.repeated > 0 && self.inner.cases == 0).then_some(beyond)
    }

    /// Whether it says how many cases it holds, and how many of them were skipped.
    pub(super) fn says_all(&self) -> bool {
        self.stated.tests.is_some() && self.stated.skipped.is_some()
    }
}

/// The days that suites ran on: of those that hold cases; where none of them says it, of those around them.
#[derive(Default)]
pub(super) struct Days {
    holding: Option<(Date, Date, Span)>,
    around: Option<(Date, Date, Span)>,
}

impl Days {
    /// Takes in the day of a suite that was read.
    pub(super) fn add(&mut self, suite: &Suite) {
        let Some(day) = suite.day else { return };
        let days = if suite.own.cases > 0 { &mut self.holding } else { &mut self.around };
        let later = |last: Date, place: Span| if day > last { suite.place } else { place };
        *days = Some(days.map_or((day, day, suite.place), |(first, last, place)| (first.min(day), last.max(day), later(last, place))));
    }

    /// The earliest and the latest, and where the latest stands.
    pub(super) fn all(&self) -> Option<(Date, Date, Span)> {
        self.holding.or(self.around)
    }
}

/// Counts of a suite that are not what was found in it.
pub(super) struct Miscount {
    pub(super) words: String,
    /// Whether cases are missing that may have been skipped: the suite around it may say so.
    pub(super) short: bool,
}

fn of(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
