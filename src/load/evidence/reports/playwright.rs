//! Playwright's JSON: suites of specs, each with a test for every project, each with its runs.

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
struct Root<'a> {
    #[serde(borrow)]
    suites: Vec<&'a RawValue>,
    #[serde(default)]
    errors: Vec<Problem>,
    stats: Option<Stats>,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    skipped: usize,
    unexpected: usize,
    flaky: usize,
}

#[derive(Deserialize)]
struct Group<'a> {
    #[serde(default)]
    title: String,
    #[serde(default)]
    file: String,
    #[serde(borrow, default)]
    specs: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    suites: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Spec {
    title: String,
    #[serde(default)]
    tags: Vec<String>,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    #[serde(default)]
    annotations: Vec<Annotation>,
    expected_status: String,
    status: String,
    results: Vec<Run>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(rename = "type")]
    name: String,
    description: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    status: Option<String>,
    #[serde(default)]
    duration: f64,
    error: Option<Problem>,
    start_time: Option<String>,
}

#[derive(Deserialize)]
struct Problem {
    message: Option<String>,
}

/// Reads a report to its end.
///
/// # Errors
/// When it is not of the format.
pub(super) fn read<'a>(all: &'a str, mut places: Places<'a>, gather: &mut Gather) -> Result<(), Fault> {
    let root: Root = places.parse(all, gather)?;
    let span = gather.span((1, 1), "");
    gather.open(Suite::new(String::new(), span, Stated::default(), None, 0));
    let mut expected = 0;
    for part in root.suites {
        group(part.get(), &[], &mut expected, &mut places, gather)?;
    }
    for error in root.errors {
        gather.suite_failure("errors".to_owned(), Outcome::Error, &plain(&error.message.unwrap_or_default()), span);
    }
    if let Some((suite, stats)) = gather.suite().zip(root.stats) {
        let passed = stats.expected.saturating_add(stats.flaky).saturating_sub(expected);
        let others = stats.skipped.saturating_add(stats.unexpected).saturating_add(expected);
        suite.stated = Stated::of_passes(Some(passed.saturating_add(others)), Some(passed), Some(stats.unexpected));
    }
    gather.close();
    Ok(())
}

/// Reads a suite; `expected` counts the tests that failed as they were expected to.
fn group<'a>(part: &'a str, around: &[String], expected: &mut usize, places: &mut Places<'a>, gather: &mut Gather) -> Result<(), Fault> {
    let group: Group = places.parse(part, gather)?;
    if around.len() >= DEPTH {
        return Err((places.span(part, gather), format!("suites lie more than {DEPTH} deep in each other")));
    }
    let mut titles = around.to_vec();
    // The outermost suite is the file.
    titles.extend((group.title != group.file || !around.is_empty()).then(|| group.title.clone()));
    let around = titles.iter().map(String::as_str).filter(|title| !title.is_empty()).collect::<Vec<_>>().join(" › ");
    for part in group.specs {
        let spec: Spec = places.parse(part.get(), gather)?;
        let span = places.span(part.get(), gather);
        let around = gather.around("suite", &around, span).map_err(|words| (span, words))?;
        let title = if around.is_empty() { spec.title.clone() } else { format!("{around} › {}", spec.title) };
        for test in &spec.tests {
            let (name, file) = (gather.name("title", &title, span), gather.around("file", &group.file, span));
            let (name, file) = name.and_then(|name| Ok((name, file?))).map_err(|words| (span, words))?;
            let last = test.results.last();
            let outcome = outcome_of(test, last.and_then(|run| run.status.as_deref()).unwrap_or_default());
            if outcome.is_none() {
                gather.unknown(&test.status, span);
            }
            *expected += usize::from(test.status == "expected" && outcome != Some(Outcome::Pass));
            let mut draft = Draft::new(name, file, outcome.unwrap_or(Outcome::Skipped), span);
            let failed = |run: &Run| matches!(run.status.as_deref(), Some("failed" | "timedOut" | "interrupted"));
            draft.case.flaky = outcome == Some(Outcome::Pass) && test.results.iter().any(failed);
            draft.timed = test.results.iter().any(|run| run.duration > 0.0);
            let message = test.results.iter().rev().find_map(|run| run.error.as_ref()?.message.as_deref());
            draft.message(&plain(message.unwrap_or_default()));
            for run in &test.results {
                gather.ran_on(run.start_time.as_deref().and_then(day), span);
            }
            for annotation in &test.annotations {
                gather.say(Some(&mut draft), &annotation.name, annotation.description.as_deref().unwrap_or_default(), span);
            }
            for tag in &spec.tags {
                let (name, value) = gather.tag(tag.trim_start_matches('@'));
                gather.say(Some(&mut draft), &name, value, span);
            }
            gather.case(draft);
        }
    }
    for part in group.suites {
        let titles = if titles.is_empty() { vec![String::new()] } else { titles.clone() };
        self::group(part.get(), &titles, expected, places, gather)?;
    }
    Ok(())
}

/// How a test went; none where its words are not known, or contradict each other. One that fails as it is expected to shows
/// nothing.
fn outcome_of(test: &Test, last: &str) -> Option<Outcome> {
    Some(match (test.status.as_str(), test.expected_status.as_str(), last) {
        ("expected" | "flaky", "passed", "passed") => Outcome::Pass,
        ("expected", "failed" | "timedOut" | "interrupted", _) | ("skipped", ..) => Outcome::Skipped,
        ("unexpected", _, "timedOut" | "interrupted") => Outcome::Error,
        ("unexpected", ..) => Outcome::Failure,
        _ => return None,
    })
}
