//! JUnit XML, as the many programs write it that say they do: cases with their outcomes and places.

mod element;

use super::gather::{Draft, Gather, MESSAGE, cut};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{day, number, took_time};
use crate::model::Outcome;
use crate::source::Span;
use element::{outcome, verdict_of};

/// An element that is open.
enum Open {
    Suite,
    Case,
    /// A failure of a case or a suite: its words are collected.
    Verdict,
    Properties,
    /// What the tested program printed.
    Output,
    /// A property whose value was not in an attribute: its name, and where it stands.
    Property(String, Span),
    Other,
}

/// A report under reading.
#[derive(Default)]
pub(super) struct Junit {
    open: Vec<Open>,
    case: Option<Draft>,
    /// The words of the innermost open failure or property, cut.
    text: String,
}

impl Format for Junit {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        let name = element.name;
        let within = self.open.last();
        let direct = matches!(within, Some(Open::Case | Open::Suite));
        // Whatever lies between a failure and its case: it is never lost. What lies in a failure tells of it.
        let told = !self.open.iter().any(|open| matches!(open, Open::Verdict | Open::Properties | Open::Output));
        let of_case = told && self.case.is_some();
        let next = match name {
            "testsuites" | "testsuite" if self.case.is_some() => return Err(format!("`{name}` stands in a case")),
            "testsuites" | "testsuite" if !told => return Err(format!("`{name}` stands in output, properties or a failure")),
            "testsuites" | "testsuite" => suite(gather, element)?,
            "testcase" if self.case.is_some() => return Err("a case stands in a case".to_owned()),
            // Whether something printed it, or a part of the report is lost, nobody can tell.
            "testcase" if !told => return Err("a case stands in output, properties or a failure".to_owned()),
            "testcase" => {
                self.case = Some(case(gather, element)?);
                Open::Case
            }
            "failure" | "error" if told && !of_case && !self.open.is_empty() => {
                suite_failure(gather, element)?;
                Open::Verdict
            }
            "system-out" | "system-err" => Open::Output,
            "properties" if direct => Open::Properties,
            "property" if matches!(within, Some(Open::Properties)) => self.property(gather, element)?,
            other => match verdict_of(other).filter(|_| of_case) {
                Some(outcome) => {
                    self.verdict(other, outcome, element)?;
                    Open::Verdict
                }
                None => Open::Other,
            },
        };
        if matches!(next, Open::Verdict | Open::Property(..)) {
            self.text.clear();
        }
        self.open.push(next);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if matches!(self.open.last(), Some(Open::Verdict | Open::Property(..))) && self.text.len() < MESSAGE {
            self.text.push_str(&cut(text, MESSAGE));
        }
    }

    fn end(&mut self, gather: &mut Gather, _: &str, _: &[String], _: &str) -> Result<(), String> {
        match self.open.pop() {
            Some(Open::Verdict) => match &mut self.case {
                Some(draft) => draft.message(&self.text),
                None => gather.last_message(&self.text),
            },
            Some(Open::Property(name, span)) => {
                let value = std::mem::take(&mut self.text);
                gather.say(self.case.as_mut(), &name, &value, span);
            }
            Some(Open::Case) => {
                if let Some(draft) = self.case.take() {
                    gather.case(draft);
                }
            }
            Some(Open::Suite) => gather.close(),
            Some(Open::Properties | Open::Output | Open::Other) | None => {}
        }
        Ok(())
    }
}

impl Junit {
    /// A failure of a case, or that it was left out. One that passed when it ran again passes; it is known all the same.
    fn verdict(&mut self, name: &str, outcome: Outcome, element: &Element) -> Result<(), String> {
        let Some(Draft { case, beside, .. }) = &mut self.case else { return Ok(()) };
        *beside += usize::from(outcome != Outcome::Skipped);
        case.flaky |= name.starts_with("flaky");
        let message = element.attribute("message")?;
        if outcome > case.outcome || case.message.is_empty() {
            case.message = cut(&message.unwrap_or_default(), MESSAGE);
        }
        case.outcome = case.outcome.max(outcome);
        Ok(())
    }

    fn property(&mut self, gather: &mut Gather, element: &Element) -> Result<Open, String> {
        let name = element.attribute("name")?.unwrap_or_default();
        if !gather.knows(&name) {
            return Ok(Open::Other);
        }
        let span = element.span(gather);
        match element.attribute("value")? {
            Some(value) => {
                gather.say(self.case.as_mut(), &name, &value, span);
                Ok(Open::Other)
            }
            None => Ok(Open::Property(name, span)),
        }
    }
}

fn suite(gather: &mut Gather, element: &Element) -> Result<Open, String> {
    let span = element.span(gather);
    let mut unreadable = false;
    let mut stated = |name: &str| {
        let read = number(element.start, name).map_err(|words| gather.fault(span, words));
        unreadable |= read.is_err();
        read.ok().flatten()
    };
    let stated = Stated {
        tests: stated("tests"),
        failures: stated("failures"),
        errors: stated("errors"),
        skipped: stated("skipped").or_else(|| stated("skip")),
        disabled: stated("disabled"),
        unreadable,
        fails: outcome(element.start)?.0 >= Outcome::Failure,
    };
    let day = element.attribute("timestamp")?.as_deref().and_then(day);
    let name = gather.named(element.start, "name", span)?;
    gather.open(Suite::new(name, span, stated, day, gather.cases()));
    Ok(Open::Suite)
}

fn case(gather: &mut Gather, element: &Element) -> Result<Draft, String> {
    let span = element.span(gather);
    let (name, classname) = (gather.named(element.start, "name", span)?, gather.named(element.start, "classname", span)?);
    let (outcome, unknown) = outcome(element.start)?;
    if let Some(word) = unknown {
        gather.unknown(&word, span);
    }
    let mut draft = Draft::new(name, classname, outcome, span);
    draft.timed = took_time(element.attribute("time")?.as_deref());
    Ok(draft)
}

/// A failure of a suite itself, of its preparation perhaps, is a case of its own.
fn suite_failure(gather: &mut Gather, element: &Element) -> Result<(), String> {
    let span = element.span(gather);
    let outcome = if element.name == "failure" { Outcome::Failure } else { Outcome::Error };
    let message = element.attribute("message")?.unwrap_or_default();
    let name = gather.suite().map(|s| s.name.clone()).unwrap_or_default();
    gather.suite_failure(name, outcome, &message, span);
    Ok(())
}
