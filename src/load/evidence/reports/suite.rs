//! A suite under reading: what it says it holds, and what was found in it.

use super::facts::{FACTS, Numbers};
use super::words::Day;
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
    /// Passes that were doubted in suites within, and those of them that may have failed.
    doubted: Doubt,
}

impl Found {
    fn add(&mut self, other: Found) {
        self.cases += other.cases;
        self.failing += other.failing;
        self.skipped += other.skipped;
        self.repeated += other.repeated;
        self.beside += other.beside;
        self.doubted.unrun += other.doubted.unrun;
        self.doubted.failed += other.doubted.failed;
    }
}

/// How many cases that look as if they had passed did not, by what their suite states: nobody can tell which.
#[derive(Debug, Clone, Copy, Default)]
struct Doubt {
    /// Not run.
    unrun: usize,
    /// Failed.
    failed: usize,
}

/// What a suite states in its attributes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated {
    pub(super) tests: Option<usize>,
    pub(super) failures: Option<usize>,
    pub(super) errors: Option<usize>,
    pub(super) skipped: Option<usize>,
    pub(super) disabled: Option<usize>,
    /// Whether one of its counts is not a number.
    pub(super) unreadable: bool,
    /// Whether it says as a whole that it failed.
    pub(super) fails: bool,
}

impl Stated {
    /// What a report states that counts its passes: what neither passed nor failed was left out.
    pub(super) fn of_passes(tests: Option<usize>, passed: Option<usize>, failures: Option<usize>) -> Self {
        let left = |tests: usize, passed: usize| tests.saturating_sub(passed).saturating_sub(failures.unwrap_or(0));
        let skipped = tests.zip(passed).map(|(tests, passed)| left(tests, passed));
        Self { tests, failures, skipped, ..Self::default() }
    }

    fn failing(&self) -> usize {
        self.failures.unwrap_or(0).saturating_add(self.errors.unwrap_or(0))
    }

    /// How many cases were left out at least: some producers count those that are disabled as skipped, too.
    fn left_out(&self) -> usize {
        self.skipped.unwrap_or(0).max(self.disabled.unwrap_or(0))
    }
}

/// A suite.
pub(super) struct Suite {
    pub(super) name: String,
    pub(super) place: Span,
    pub(super) stated: Stated,
    day: Option<Day>,
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
    /// A suite that begins at the case `first`.
    pub(super) fn new(name: String, place: Span, stated: Stated, day: Option<Day>, first: usize) -> Self {
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

    /// Takes in the day that it ran on, which some formats tell further on.
    pub(super) fn ran_on(&mut self, day: Option<Day>) {
        self.day = self.day.or(day);
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

    fn all(&self) -> Found {
        let mut all = self.own;
        all.add(self.inner);
        all
    }

    /// Some producers count what is in suites within, some do not.
    fn either(&self, fits: impl Fn(Found) -> bool) -> bool {
        fits(self.own) || fits(self.all())
    }

    /// How many of the cases of `f` look as if they had passed and did not, by what the suite states.
    fn doubt_of(&self, f: Found) -> Doubt {
        let Stated { tests, failures, errors, skipped, .. } = self.stated;
        // jest-junit writes what is still to do as if it had passed, and leaves it out of `tests`.
        let others = [failures, errors, skipped].into_iter().flatten().fold(0, usize::saturating_add);
        let passes = f.cases.saturating_sub(f.failing).saturating_sub(f.skipped);
        let uncounted = tests.map_or(0, |tests| f.cases.saturating_sub(tests).min(passes.saturating_sub(tests.saturating_sub(others))));
        let failed = self.failing_beyond().map_or(0, |stated| stated.saturating_sub(f.failing.saturating_add(f.beside)));
        let left_out = if self.fits_skipped() { 0 } else { self.stated.left_out().saturating_sub(f.skipped) };
        // What is counted and not listed does not stand there as a pass.
        let unlisted = tests.unwrap_or(0).saturating_sub(f.cases).saturating_sub(f.beside);
        let unrun = uncounted.saturating_add(left_out.saturating_sub(unlisted));
        Doubt { unrun: unrun.saturating_sub(f.doubted.unrun), failed: failed.saturating_sub(f.doubted.failed) }
    }

    /// Makes its passes that may be none, by what it states, cases that did not run, and returns how many: nobody can tell which
    /// they are. Those that took no time are the ones that were not run; where these are too few, or one failed, it may be any.
    pub(super) fn doubt(&mut self, cases: &mut [Case]) -> usize {
        let doubt = self.doubt_of(if self.own.cases == 0 { self.all() } else { self.own });
        self.own.doubted = doubt;
        let passes = |at: &usize| cases.get(*at).is_some_and(|case| case.outcome == Outcome::Pass);
        let timeless: Vec<usize> = self.timeless.iter().map(|at| *at as usize).filter(passes).collect();
        let doubtful = if doubt.unrun == 0 && doubt.failed == 0 && !self.stated.unreadable {
            Vec::new()
        } else if doubt.unrun <= timeless.len() && doubt.failed == 0 && !self.stated.unreadable {
            timeless
        } else {
            (self.first..cases.len()).filter(passes).collect()
        };
        doubtful.iter().for_each(|at| cases[*at].outcome = Outcome::Skipped);
        doubtful.len()
    }

    /// Where what it states is not what was found.
    pub(super) fn fault(&self) -> Option<Miscount> {
        let all = self.all();
        let about = if self.name.is_empty() { "it".to_owned() } else { format!("`{}`", self.name) };
        let skipped = self.stated.skipped.unwrap_or(0);
        // Mocha's reporter lists no skipped case, and counts them all the same.
        let unlisted = skipped.saturating_sub(all.skipped);
        let counted = |f: Found, unlisted| f.cases - f.repeated..=f.cases.saturating_add(f.beside).saturating_add(unlisted);
        if let Some(tests) = self.stated.tests
            && !counted(self.own, 0).contains(&tests)
            && !counted(all, unlisted).contains(&tests)
        {
            let words = format!("{about} says tests: {tests}, and holds {}", of(all.cases, "case"));
            let short = tests > all.cases && self.stated.skipped.is_none() && self.failing_beyond().is_none();
            return Some(Miscount { words, short });
        }
        if !self.fits_failing() {
            let words = format!("{about} says failures and errors: {}, and holds {}", self.stated.failing(), of(all.failing, "failing case"));
            return Some(Miscount { words, short: false });
        }
        if self.fails_without_failure() {
            return Some(Miscount { words: format!("{about} says that it failed, and holds no failing case"), short: false });
        }
        let (what, count) = match (self.stated.skipped, self.stated.disabled) {
            (None, Some(disabled)) => ("disabled", disabled),
            (Some(skipped), Some(disabled)) if disabled > skipped => ("disabled", disabled),
            (_, _) => ("skipped", skipped),
        };
        let words = || format!("{about} says {what}: {count}, and holds {}", of(all.skipped, "skipped case"));
        (!self.fits_skipped()).then(|| Miscount { words: words(), short: false })
    }

    fn fits_failing(&self) -> bool {
        let said = self.stated.failures.is_some() || self.stated.errors.is_some();
        !said || self.either(|f| (f.failing..=f.failing + f.beside).contains(&self.stated.failing()))
    }

    fn fails_without_failure(&self) -> bool {
        let all = self.all();
        self.stated.fails && all.failing == 0 && all.beside == 0
    }

    /// How many of its cases failed by what it states, where that is not what was found.
    fn failing_beyond(&self) -> Option<usize> {
        let stated = if self.fits_failing() { None } else { Some(self.stated.failing()) };
        stated.max(self.fails_without_failure().then_some(1))
    }

    fn fits_skipped(&self) -> bool {
        let Stated { tests, skipped, disabled, .. } = self.stated;
        let least = self.stated.left_out();
        let most = skipped.map_or(usize::MAX, |skipped| skipped.saturating_add(disabled.unwrap_or(0)));
        let all = self.all();
        let unlisted = all.skipped < least && tests == Some(all.cases.saturating_add(least - all.skipped));
        unlisted || self.either(|f| (least..=most).contains(&f.skipped))
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
    holding: Option<(Day, Day, Span)>,
    around: Option<(Day, Day, Span)>,
}

impl Days {
    /// Takes in the day of a suite that was read.
    pub(super) fn add(&mut self, suite: &Suite) {
        let Some(day) = suite.day else { return };
        let days = if suite.own.cases > 0 { &mut self.holding } else { &mut self.around };
        let later = |last: Day, place: Span| if day > last { suite.place } else { place };
        *days = Some(days.map_or((day, day, suite.place), |(first, last, place)| (first.min(day), last.max(day), later(last, place))));
    }

    /// Takes in the day of a case.
    pub(super) fn ran_on(&mut self, day: Day, place: Span) {
        let later = |last: Day, kept: Span| if day > last { place } else { kept };
        self.holding = Some(self.holding.map_or((day, day, place), |(first, last, kept)| (first.min(day), last.max(day), later(last, kept))));
    }

    /// The earliest and the latest, and where the latest stands.
    pub(super) fn all(&self) -> Option<(Day, Day, Span)> {
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
