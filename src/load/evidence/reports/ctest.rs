//! CTest's `Test.xml`: a list of the tests, and one element for each with its measurements.

use super::gather::{Draft, Gather};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{day_of_seconds, took_time};
use crate::model::Outcome;

/// A report under reading.
#[derive(Default)]
pub(super) struct Ctest {
    case: Option<Draft>,
    /// How many tests the list names, and whether there is a part on tests at all.
    listed: usize,
    testing: bool,
    /// The measurement that is open.
    measured: String,
}

/// How a test went, by its word; none for a word that nobody knows.
fn outcome_of(word: &str) -> Option<Outcome> {
    Some(match word {
        "passed" => Outcome::Pass,
        "failed" => Outcome::Failure,
        "notrun" => Outcome::Skipped,
        _ => return None,
    })
}

impl Format for Ctest {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        match (element.parent(), element.name) {
            ("", _) => {
                let span = element.span(gather);
                let name = gather.named(element.start, "BuildName", span)?;
                gather.open(Suite::new(name, span, Stated::default(), None, 0));
            }
            ("Site", "Testing") => self.testing = true,
            ("TestList", "Test") => self.listed += 1,
            ("Testing", "Test") => {
                let span = element.span(gather);
                let word = element.attribute("Status")?.unwrap_or_default();
                let outcome = outcome_of(&word);
                if outcome.is_none() {
                    gather.unknown(&word, span);
                }
                self.case = Some(Draft::new(String::new(), String::new(), outcome.unwrap_or(Outcome::Skipped), span));
            }
            ("Results", "NamedMeasurement") => self.measured = element.attribute("name")?.unwrap_or_default(),
            ("Results", "Measurement") => self.measured.clear(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, gather: &mut Gather, name: &str, within: &[String], text: &str) -> Result<(), String> {
        let parent = within.last().map_or("", String::as_str);
        match (parent, name, &mut self.case) {
            ("Testing", "StartTestTime", _) => {
                let started = day_of_seconds(text);
                gather.suite().into_iter().for_each(|suite| suite.ran_on(started));
            }
            ("Test", "Name", Some(draft)) => draft.case.name = gather.name("Name", text.trim(), draft.case.span)?,
            ("NamedMeasurement", "Value", Some(draft)) => {
                let failed = draft.case.outcome == Outcome::Failure;
                match self.measured.as_str() {
                    "Execution Time" => draft.timed = took_time(Some(text)),
                    // A test that was stopped or crashed broke; `Failed` is its own verdict.
                    "Exit Code" if failed && text.trim() != "Failed" => {
                        draft.case.outcome = Outcome::Error;
                        draft.message(text);
                    }
                    "Completion Status" if draft.case.outcome != Outcome::Pass && text.trim() != "Completed" => draft.message(text),
                    _ => {}
                }
            }
            ("Labels", "Label", Some(draft)) => {
                let (name, value) = gather.tag(text);
                let span = draft.case.span;
                gather.say(Some(draft), &name, value, span);
            }
            ("Testing", "Test", _) => self.case.take().into_iter().for_each(|draft| gather.case(draft)),
            ("", _, _) if !self.testing => return Err("it is a report of CTest, and not one of tests: `Test.xml` is".to_owned()),
            ("", _, _) => {
                let listed = self.listed;
                gather.suite().into_iter().for_each(|suite| suite.stated.tests = Some(listed));
                gather.close();
            }
            _ => {}
        }
        Ok(())
    }
}
