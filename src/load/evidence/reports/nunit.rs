//! NUnit 3: suites in suites, each with its own verdict and counts.

use super::gather::{Draft, Gather};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{day, numbers, sum, took_time, within_class};
use crate::model::Outcome;
use crate::source::Span;

/// A suite that is open, as its own verdict has it.
struct Open {
    name: String,
    span: Span,
    first: usize,
    /// Whether it failed, and whether by something that is not one of its cases.
    fails: bool,
    own: bool,
    message: String,
}

/// A report under reading.
#[derive(Default)]
pub(super) struct Nunit {
    suites: Vec<Open>,
    case: Option<Draft>,
}

/// How a case or suite went, by its words; none for one that nobody knows.
fn outcome_of(result: &str, label: &str) -> Option<Outcome> {
    Some(match result {
        "Passed" => Outcome::Pass,
        "Failed" if matches!(label, "Error" | "Invalid" | "Cancelled") => Outcome::Error,
        "Failed" => Outcome::Failure,
        "Skipped" | "Inconclusive" | "Warning" => Outcome::Skipped,
        _ => return None,
    })
}

impl Format for Nunit {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        match element.name {
            "test-run" | "test-suite" => self.suite(gather, element)?,
            "test-case" => self.case(gather, element)?,
            "property" => {
                let (name, value) = (element.attribute("name")?.unwrap_or_default(), element.attribute("value")?.unwrap_or_default());
                let tag = gather.tag(&value);
                let (name, value) = if name == "Category" { (tag.0, tag.1) } else { (name, value.as_str()) };
                if gather.knows(&name) {
                    let span = element.span(gather);
                    gather.say(self.case.as_mut(), &name, value, span);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, gather: &mut Gather, name: &str, within: &[String], text: &str) -> Result<(), String> {
        match name {
            "message" if within.last().is_some_and(|parent| parent == "failure" || parent == "reason") => match (&mut self.case, self.suites.last_mut()) {
                (Some(draft), _) => draft.message(text),
                (None, Some(suite)) if suite.message.is_empty() => text.trim().clone_into(&mut suite.message),
                (None, _) => {}
            },
            "test-case" => self.case.take().into_iter().for_each(|draft| gather.case(draft)),
            "test-run" | "test-suite" => {
                // A set-up or an assembly that could not be loaded: what none of the cases tells.
                if let Some(suite) = self.suites.pop().filter(|suite| suite.fails && (suite.own || !gather.fails_from(suite.first))) {
                    gather.suite_failure(suite.name, Outcome::Error, &suite.message, suite.span);
                }
                gather.close();
            }
            _ => {}
        }
        Ok(())
    }
}

impl Nunit {
    fn suite(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        let span = element.span(gather);
        let ([total, passed, failed, warnings, inconclusive, skipped], unreadable) =
            numbers(gather, element, ["total", "passed", "failed", "warnings", "inconclusive", "skipped"], span);
        let mut stated = Stated { unreadable, ..Stated::of_passes(total, passed, failed) };
        stated.skipped = stated.skipped.max(sum([warnings, inconclusive, skipped]));
        let start = element.attribute("start-time")?.as_deref().and_then(day);
        let name = gather.named(element.start, "name", span)?;
        let result = element.attribute("result")?.unwrap_or_default();
        let own = matches!(element.attribute("site")?.as_deref(), Some("SetUp" | "TearDown" | "Test"));
        let fails = outcome_of(&result, "").is_some_and(Outcome::fails);
        self.suites.push(Open { name: name.clone(), span, first: gather.cases(), fails, own, message: String::new() });
        gather.open(Suite::new(name, span, stated, start, gather.cases()));
        Ok(())
    }

    fn case(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        if self.case.is_some() {
            return Err("a case stands in a case".to_owned());
        }
        let span = element.span(gather);
        let (name, classname) = (gather.named(element.start, "name", span)?, gather.named(element.start, "classname", span)?);
        let (result, label) = (element.attribute("result")?.unwrap_or_default(), element.attribute("label")?.unwrap_or_default());
        let outcome = outcome_of(&result, &label);
        if outcome.is_none() {
            gather.unknown(&result, span);
        }
        let mut draft = Draft::new(within_class(&name, &classname).to_owned(), classname, outcome.unwrap_or(Outcome::Skipped), span);
        draft.timed = took_time(element.attribute("duration")?.as_deref());
        self.case = Some(draft);
        Ok(())
    }
}
