//! The JSON of Mocha's own reporter and of mochawesome, which Cypress uses too.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::gather::{Draft, Gather};
use super::suite::{Stated, Suite};
use super::text::{Fault, Places};
use super::words::{day, plain};
use crate::model::Outcome;

/// How deep suites may lie in each other.
const DEPTH: usize = 64;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stats {
    tests: Option<usize>,
    passes: Option<usize>,
    pending: Option<usize>,
    failures: Option<usize>,
    skipped: Option<usize>,
    tests_registered: Option<usize>,
    start: Option<String>,
}

#[derive(Deserialize)]
struct Mocha<'a> {
    stats: Stats,
    #[serde(borrow)]
    tests: Vec<&'a RawValue>,
    pending: Vec<Test>,
    failures: Vec<Test>,
    passes: Vec<Test>,
}

#[derive(Deserialize)]
struct Awesome<'a> {
    stats: Stats,
    #[serde(borrow)]
    results: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group<'a> {
    #[serde(borrow, default)]
    before_hooks: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    after_hooks: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    tests: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    suites: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    title: String,
    #[serde(default)]
    full_title: String,
    file: Option<String>,
    duration: Option<f64>,
    #[serde(default)]
    current_retry: u32,
    state: Option<String>,
    #[serde(default)]
    fail: bool,
    #[serde(default)]
    pending: bool,
    #[serde(default)]
    skipped: bool,
    #[serde(default)]
    timed_out: Option<bool>,
    err: Option<Problem>,
}

#[derive(Deserialize)]
struct Problem {
    message: Option<String>,
}

impl Test {
    fn key(&self) -> (String, String) {
        (self.file.clone().unwrap_or_default(), self.full_title.clone())
    }

    fn message(&self) -> String {
        plain(self.err.as_ref().and_then(|err| err.message.as_deref()).unwrap_or_default())
    }
}

/// Reads a report of Mocha's own reporter to its end: all tests, and lists of those that passed, failed, or did not run.
///
/// # Errors
/// When it is not of the format.
pub(super) fn read<'a>(all: &'a str, mut places: Places<'a>, gather: &mut Gather) -> Result<(), Fault> {
    let root: Mocha = places.parse(all, gather)?;
    open(&root.stats, gather);
    // How many tests of one title are in each list: failures, pending, passes.
    let mut lists: FxHashMap<(String, String), [usize; 3]> = FxHashMap::default();
    for (at, list) in [&root.failures, &root.pending, &root.passes].into_iter().enumerate() {
        list.iter().for_each(|test| lists.entry(test.key()).or_default()[at] += 1);
    }
    let mut passes = 0;
    for part in root.tests {
        let test: Test = places.parse(part.get(), gather)?;
        let counts = lists.entry(test.key()).or_default();
        let outcome = counts.iter().position(|count| *count > 0).map(|at| {
            counts[at] -= 1;
            [Outcome::Failure, Outcome::Skipped, Outcome::Pass][at]
        });
        passes += usize::from(outcome == Some(Outcome::Pass));
        case(&test, outcome, part.get(), &mut places, gather)?;
    }
    let root_span = gather.span((1, 1), "");
    for hook in &root.failures {
        // What failed and is no test is a hook.
        if let Some([failures, ..]) = lists.get_mut(&hook.key()).filter(|counts| counts[0] > 0) {
            *failures -= 1;
            let name = gather.name("fullTitle", &hook.full_title, root_span).map_err(|words| (root_span, words))?;
            gather.suite_failure(name, Outcome::Error, &hook.message(), root_span);
        }
    }
    let Stats { tests, pending, failures, .. } = root.stats;
    close(Stated { tests, failures, skipped: pending, ..Stated::default() }, root.stats.passes, passes, gather);
    Ok(())
}

/// Reads a report of mochawesome to its end.
///
/// # Errors
/// As [`read`].
pub(super) fn read_awesome<'a>(all: &'a str, mut places: Places<'a>, gather: &mut Gather) -> Result<(), Fault> {
    let root: Awesome = places.parse(all, gather)?;
    open(&root.stats, gather);
    let mut passes = 0;
    for part in root.results {
        group(part.get(), 0, &mut passes, &mut places, gather)?;
    }
    let Stats { tests, tests_registered, pending, failures, skipped, .. } = root.stats;
    let skipped = pending.map(|pending| pending.saturating_add(skipped.unwrap_or(0)));
    close(Stated { tests: tests_registered.or(tests), failures, skipped, ..Stated::default() }, root.stats.passes, passes, gather);
    Ok(())
}

fn open(stats: &Stats, gather: &mut Gather) {
    let span = gather.span((1, 1), "");
    let start = stats.start.as_deref().and_then(day);
    gather.open(Suite::new(String::new(), span, Stated::default(), start, 0));
}

/// Holds what is stated against what was found, the passes by themselves: other counts do not tell them.
fn close(stated: Stated, said: Option<usize>, passes: usize, gather: &mut Gather) {
    let fewer = said.filter(|said| *said < passes);
    if let Some(said) = fewer {
        let span = gather.span((1, 1), "");
        gather.fault(span, format!("it says passes: {said}, and holds {passes}"));
    }
    gather.suite().into_iter().for_each(|suite| suite.stated = Stated { unreadable: fewer.is_some(), ..stated });
    gather.close();
}

fn group<'a>(part: &'a str, depth: usize, passes: &mut usize, places: &mut Places<'a>, gather: &mut Gather) -> Result<(), Fault> {
    let group: Group = places.parse(part, gather)?;
    if depth >= DEPTH {
        return Err((places.span(part, gather), format!("suites lie more than {DEPTH} deep in each other")));
    }
    for part in group.before_hooks.into_iter().chain(group.after_hooks) {
        let hook: Test = places.parse(part.get(), gather)?;
        if hook.fail || hook.state.as_deref() == Some("failed") {
            let span = places.span(part.get(), gather);
            let name = gather.name("fullTitle", &hook.full_title, span).map_err(|words| (span, words))?;
            gather.suite_failure(name, Outcome::Error, &hook.message(), span);
        }
    }
    for part in group.tests {
        let test: Test = places.parse(part.get(), gather)?;
        let outcome = match test.state.as_deref() {
            Some("failed") if test.timed_out == Some(true) => Some(Outcome::Error),
            Some("failed") => Some(Outcome::Failure),
            _ if test.fail => Some(Outcome::Failure),
            Some("passed") if !test.pending && !test.skipped => Some(Outcome::Pass),
            Some("pending") | None if test.pending || test.skipped => Some(Outcome::Skipped),
            _ => None,
        };
        *passes += usize::from(outcome == Some(Outcome::Pass));
        case(&test, outcome, part.get(), places, gather)?;
    }
    for part in group.suites {
        self::group(part.get(), depth + 1, passes, places, gather)?;
    }
    Ok(())
}

/// Takes in a test. Its class is what stands before its title.
fn case<'a>(test: &Test, outcome: Option<Outcome>, part: &'a str, places: &mut Places<'a>, gather: &mut Gather) -> Result<(), Fault> {
    let span = places.span(part, gather);
    let suite = test.full_title.strip_suffix(&test.title).unwrap_or_default().trim_end();
    let (name, class) = (gather.name("title", &test.title, span), gather.name("fullTitle", suite, span));
    let (name, class) = name.and_then(|name| Ok((name, class?))).map_err(|words| (span, words))?;
    if outcome.is_none() {
        gather.unknown(test.state.as_deref().unwrap_or_default(), span);
    }
    let mut draft = Draft::new(name, class, outcome.unwrap_or(Outcome::Skipped), span);
    draft.case.flaky = test.current_retry > 0 && outcome == Some(Outcome::Pass);
    draft.timed = test.duration.is_some_and(|duration| duration > 0.0);
    draft.message(&test.message());
    gather.case(draft);
    Ok(())
}
