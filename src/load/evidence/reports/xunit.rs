//! xUnit.net v2 and v3: assemblies with collections of tests.

use super::gather::{Draft, Gather};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{day, numbers, took_time, within_class};
use crate::model::Outcome;

/// A report under reading.
#[derive(Default)]
pub(super) struct Xunit {
    case: Option<Draft>,
    /// Whether an error outside of all tests is open.
    error: bool,
}

/// How a test went, by its word; none for a word that nobody knows.
fn outcome_of(word: &str) -> Option<Outcome> {
    Some(match word {
        "Pass" => Outcome::Pass,
        "Fail" => Outcome::Failure,
        "Skip" | "NotRun" => Outcome::Skipped,
        _ => return None,
    })
}

impl Format for Xunit {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        match element.name {
            "assemblies" | "assembly" | "collection" | "class" => {
                let span = element.span(gather);
                let ([total, passed, failed], unreadable) = numbers(gather, element, ["total", "passed", "failed"], span);
                let stated = Stated { unreadable, ..Stated::of_passes(total, passed, failed) };
                let ran = element.attribute("run-date")?.or(element.attribute("timestamp")?);
                let name = gather.named(element.start, "name", span)?;
                gather.open(Suite::new(name, span, stated, ran.as_deref().and_then(day), gather.cases()));
            }
            "test" if self.case.is_some() => return Err("a test stands in a test".to_owned()),
            "test" => {
                let span = element.span(gather);
                let (name, class) = (gather.named(element.start, "name", span)?, gather.named(element.start, "type", span)?);
                let word = element.attribute("result")?.unwrap_or_default();
                let outcome = outcome_of(&word);
                if outcome.is_none() {
                    gather.unknown(&word, span);
                }
                let mut draft = Draft::new(within_class(&name, &class).to_owned(), class, outcome.unwrap_or(Outcome::Skipped), span);
                draft.timed = took_time(element.attribute("time")?.as_deref());
                self.case = Some(draft);
            }
            "trait" => {
                let (name, value) = (element.attribute("name")?.unwrap_or_default(), element.attribute("value")?.unwrap_or_default());
                let tag = gather.tag(&value);
                let (name, value) = if name == "Category" { tag } else { (name, value.as_str()) };
                let span = element.span(gather);
                gather.say(self.case.as_mut(), &name, value, span);
            }
            "error" if self.case.is_none() => {
                let span = element.span(gather);
                let name = gather.named(element.start, "name", span)?;
                let name = if name.is_empty() { gather.suite().map(|suite| suite.name.clone()).unwrap_or_default() } else { name };
                gather.suite_failure(name, Outcome::Error, "", span);
                self.error = true;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, gather: &mut Gather, name: &str, _: &[String], text: &str) -> Result<(), String> {
        match name {
            "assemblies" | "assembly" | "collection" | "class" => gather.close(),
            "test" => self.case.take().into_iter().for_each(|draft| gather.case(draft)),
            "message" | "reason" => match (&mut self.case, self.error) {
                (Some(draft), _) => draft.message(text),
                (None, true) => gather.last_message(text),
                (None, false) => {}
            },
            "error" => self.error = false,
            _ => {}
        }
        Ok(())
    }
}
