//! The JSON lines of Rust's libtest, and of nextest, which imitates them: one event a line.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::gather::{Draft, Gather};
use super::suite::{Stated, Suite};
use super::text::{Fault, Places};
use crate::model::Outcome;
use crate::source::Span;

/// A line.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    event: Option<String>,
    name: Option<String>,
    stdout: Option<String>,
    message: Option<String>,
    reason: Option<String>,
    exec_time: Option<f64>,
    passed: Option<usize>,
    failed: Option<usize>,
    ignored: Option<usize>,
}

/// What the ends of the suites state together.
#[derive(Default)]
struct Totals {
    passed: usize,
    failed: usize,
    ignored: usize,
    fails: bool,
}

/// Whether a line is an event.
pub(super) fn is_event(line: &str) -> bool {
    serde_json::from_str::<Event>(line).is_ok()
}

/// Reads a report to its end.
///
/// # Errors
/// When a line is no event, or the report ends inside a suite.
pub(super) fn read(all: &str, gather: &mut Gather) -> Result<(), Fault> {
    let mut places = Places::new(all);
    let root = gather.span((1, 1), "");
    gather.open(Suite::new(String::new(), root, Stated::default(), None, 0));
    let mut totals = Totals::default();
    let mut suite: Option<Span> = None;
    let mut nextest = false;
    // Tests that began and have not ended, with their places.
    let mut running: FxHashMap<String, (usize, Span)> = FxHashMap::default();
    for (number, line) in all.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let event: Event = places.parse(line, gather)?;
        let span = places.span(line, gather);
        let what = event.event.as_deref().unwrap_or_default();
        match (event.kind.as_str(), what) {
            ("suite", "started") if suite.is_some() => return Err((span, "a suite begins, and the one before it has not ended".to_owned())),
            ("suite", "started") => suite = Some(span),
            ("suite", "ok" | "failed") => {
                suite = None;
                totals.passed = totals.passed.saturating_add(event.passed.unwrap_or(0));
                totals.failed = totals.failed.saturating_add(event.failed.unwrap_or(0));
                totals.ignored = totals.ignored.saturating_add(event.ignored.unwrap_or(0));
                totals.fails |= what == "failed";
            }
            ("test", "started") => drop(running.insert(event.name.unwrap_or_default(), (number, span))),
            // It goes on running, and tells how it went further on.
            ("test", "timeout") => {}
            ("test", _) => {
                let written = event.name.clone().unwrap_or_default();
                let name = match written.rsplit_once('#') {
                    // nextest numbers the runs of a test: the second one and those behind it were made again.
                    Some((name, run)) if running.contains_key(name) && run.parse::<u32>().is_ok_and(|run| run > 1) => name,
                    _ => &written,
                };
                running.remove(name);
                nextest |= name.contains('$');
                let outcome = match what {
                    "ok" => Some(Outcome::Pass),
                    "failed" if event.reason.is_some() => Some(Outcome::Error),
                    "failed" => Some(Outcome::Failure),
                    "ignored" => Some(Outcome::Skipped),
                    _ => None,
                };
                if outcome.is_none() {
                    gather.unknown(what, span);
                }
                let mut draft = draft(gather, name, outcome.unwrap_or(Outcome::Skipped), span)?;
                draft.case.flaky = draft.case.outcome == Outcome::Pass && name != written;
                draft.timed = event.exec_time.is_some_and(|time| time > 0.0);
                let message = [event.message, event.reason, event.stdout].into_iter().flatten().next().unwrap_or_default();
                if draft.case.outcome != Outcome::Pass {
                    draft.message(&message);
                }
                gather.case(draft);
            }
            ("bench" | "report", _) => {}
            (kind, _) => return Err((span, format!("`{}` is no event of a known kind", crate::load::evidence::intake::clean(kind, 60)))),
        }
    }
    if let Some(span) = suite {
        return Err((span, "the report ends before this suite does".to_owned()));
    }
    let mut lost: Vec<_> = running.into_iter().map(|(name, (number, span))| (number, name, span)).collect();
    lost.sort_unstable();
    for (_, name, span) in lost {
        let mut draft = draft(gather, &name, Outcome::Error, span)?;
        draft.message("it began, and did not end");
        gather.case(draft);
    }
    if let Some(suite) = gather.suite() {
        // nextest repeats how many tests of a binary were ignored.
        let ignored = if nextest { None } else { Some(totals.ignored) };
        let tests = ignored.map(|ignored| ignored.saturating_add(totals.passed).saturating_add(totals.failed));
        suite.stated = Stated { tests, failures: Some(totals.failed), skipped: ignored, fails: totals.fails, ..Stated::default() };
    }
    gather.close();
    Ok(())
}

/// A case. nextest writes the binary before the name.
fn draft(gather: &mut Gather, written: &str, outcome: Outcome, span: Span) -> Result<Draft, Fault> {
    let (binary, name) = written.split_once('$').unwrap_or(("", written));
    let named = |gather: &mut Gather, what, text| gather.name(what, text, span).map_err(|words| (span, words));
    Ok(Draft::new(named(gather, "name", name)?, named(gather, "binary", binary)?, outcome, span))
}
