//! Robot Framework's `output.xml`: suites, tests and the keywords in them, of which only the verdicts of the tests count.

use super::gather::{Draft, Gather};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{Day, day, numbers, took_time};
use crate::model::Outcome;
use crate::source::Span;

/// A report under reading.
#[derive(Default)]
pub(super) struct Robot {
    /// The names of the suites that are open.
    suites: Vec<String>,
    case: Option<Draft>,
    /// Whether the open test has said how it went.
    told: bool,
    /// What the open element of a suite is about: a fact of the report, and its place.
    fact: Option<(String, Span)>,
    /// Whether the total of all tests was read.
    counted: bool,
}

/// How a test went, by its word; none for a word that nobody knows.
fn outcome_of(word: &str) -> Option<Outcome> {
    Some(match word {
        "PASS" => Outcome::Pass,
        "FAIL" => Outcome::Failure,
        "SKIP" | "NOT RUN" | "NOT_RUN" | "NOT SET" => Outcome::Skipped,
        _ => return None,
    })
}

impl Format for Robot {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        let within = element.within;
        match (element.parent(), element.name) {
            ("", _) => {
                let span = element.span(gather);
                gather.open(Suite::new(String::new(), span, Stated::default(), None, 0));
            }
            ("robot" | "suite", "suite") if !within.iter().any(|name| name == "statistics") => {
                let span = element.span(gather);
                let name = gather.named(element.start, "name", span)?;
                gather.open(Suite::new(name.clone(), span, Stated::default(), None, gather.cases()));
                self.suites.push(name);
            }
            ("suite", "test" | "task") => {
                let span = element.span(gather);
                let name = gather.named(element.start, "name", span)?;
                let suite = gather.around("suite", &self.suites.join("."), span)?;
                self.case = Some(Draft::new(name, suite, Outcome::Skipped, span));
                self.told = false;
            }
            ("test" | "task", "status") => self.status(gather, element)?,
            ("suite", "status") => {
                let started = started(element)?;
                gather.suite().into_iter().for_each(|suite| suite.ran_on(started));
            }
            ("suite" | "metadata", "meta" | "item") => {
                let span = element.span(gather);
                self.fact = element.attribute("name")?.map(|name| (name, span));
            }
            ("total", "stat") if !self.counted => {
                let span = element.span(gather);
                let ([passed, failed, skipped], unreadable) = numbers(gather, element, ["pass", "fail", "skip"], span);
                let total = passed.zip(failed).map(|(passed, failed)| passed.saturating_add(failed).saturating_add(skipped.unwrap_or(0)));
                if let Some(suite) = gather.suite() {
                    suite.stated = Stated { unreadable, ..Stated::of_passes(total, passed, failed) };
                }
                // Before version 4, the first total was that of critical tests only.
                self.counted = skipped.is_some();
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, gather: &mut Gather, name: &str, within: &[String], text: &str) -> Result<(), String> {
        let parent = within.last().map_or("", String::as_str);
        match (parent, name) {
            ("test" | "task", "status") => {
                if let Some(draft) = &mut self.case {
                    // Merged and repeated runs are told in the message only.
                    let merged = text.split_once("old-status").is_some_and(|(_, old)| old.contains("class=\"fail\""));
                    let again = merged || text.starts_with("[Retry] PASS");
                    draft.case.flaky = again && draft.case.outcome == Outcome::Pass;
                    draft.message(text);
                }
            }
            ("test" | "task" | "tags", "tag") => {
                let (name, value) = gather.tag(text);
                if let Some(draft) = &mut self.case {
                    let span = draft.case.span;
                    gather.say(Some(draft), &name, value, span);
                }
            }
            ("suite", "test" | "task") => {
                if let Some(draft) = self.case.take() {
                    if !self.told {
                        gather.unknown("", draft.case.span);
                    }
                    gather.case(draft);
                }
            }
            ("suite" | "metadata", "meta" | "item") => {
                if let Some((name, span)) = self.fact.take() {
                    gather.say(None, &name.to_lowercase().replace(' ', "_"), text, span);
                }
            }
            ("robot" | "suite", "suite") if !within.iter().any(|name| name == "statistics") => {
                self.suites.pop();
                gather.close();
            }
            ("", _) => gather.close(),
            _ => {}
        }
        Ok(())
    }
}

impl Robot {
    fn status(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        let Some(draft) = &mut self.case else { return Ok(()) };
        let word = element.attribute("status")?.unwrap_or_default();
        let outcome = outcome_of(&word);
        if outcome.is_none() {
            gather.unknown(&word, draft.case.span);
        }
        draft.case.outcome = outcome.unwrap_or(Outcome::Skipped);
        draft.timed = took_time(element.attribute("elapsed")?.as_deref());
        gather.ran_on(started(element)?, draft.case.span);
        self.told = true;
        Ok(())
    }
}

/// The day on which something began, as new and old versions write it.
fn started(element: &Element) -> Result<Option<Day>, String> {
    let start = element.attribute("start")?.or(element.attribute("starttime")?);
    Ok(start.as_deref().and_then(day))
}
