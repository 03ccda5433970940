//! TestNG's `testng-results.xml`: methods of classes, among them those that only prepare something.

use std::collections::BTreeSet;

use super::gather::{Draft, Gather};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{day, numbers, sum, took_time};
use crate::model::Outcome;

/// What tells a run of a method from those of others: its class, its signature and its parameters.
type Key = (String, String, String);

/// A method that is open.
struct Open {
    draft: Draft,
    key: Key,
    config: bool,
    retried: bool,
}

/// A report under reading.
#[derive(Default)]
pub(super) struct Testng {
    class: String,
    open: Option<Open>,
    /// Runs that failed and were made again.
    retried: Vec<(Key, Draft)>,
    /// Cases that passed, by what they are runs of.
    passed: Vec<(Key, usize)>,
    settled: BTreeSet<Key>,
}

/// How a method went, by its word; none for a word that nobody knows.
fn outcome_of(word: &str) -> Option<Outcome> {
    Some(match word {
        "PASS" => Outcome::Pass,
        "FAIL" => Outcome::Failure,
        "SKIP" => Outcome::Skipped,
        _ => return None,
    })
}

impl Format for Testng {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        match element.name {
            "testng-results" => {
                let span = element.span(gather);
                let keys = ["total", "passed", "failed", "skipped", "ignored", "retried"];
                let ([total, passed, failed, skipped, ignored, retried], unreadable) = numbers(gather, element, keys, span);
                // What is ignored is not listed; a run that was made again is no case.
                let tests = total.map(|total| total.saturating_sub(sum([ignored, retried]).unwrap_or(0)));
                let mut stated = Stated { unreadable, ..Stated::of_passes(tests, passed, failed) };
                stated.skipped = stated.skipped.max(skipped);
                gather.open(Suite::new(String::new(), span, stated, None, 0));
            }
            "suite" => {
                let started = element.attribute("started-at")?.as_deref().and_then(day);
                gather.suite().into_iter().for_each(|suite| suite.ran_on(started));
            }
            "class" if self.open.is_none() => {
                let span = element.span(gather);
                self.class = gather.around("class", &element.attribute("name")?.unwrap_or_default(), span)?;
            }
            "test-method" if self.open.is_some() => return Err("a method stands in a method".to_owned()),
            "test-method" => {
                let span = element.span(gather);
                let name = gather.named(element.start, "name", span)?;
                let word = element.attribute("status")?.unwrap_or_default();
                let outcome = outcome_of(&word);
                if outcome.is_none() {
                    gather.unknown(&word, span);
                }
                let mut draft = Draft::new(name, self.class.clone(), outcome.unwrap_or(Outcome::Skipped), span);
                draft.timed = took_time(element.attribute("duration-ms")?.as_deref());
                gather.ran_on(element.attribute("started-at")?.as_deref().and_then(day), span);
                let yes = |key: &str| Ok::<bool, String>(element.attribute(key)?.as_deref() == Some("true"));
                let key = (self.class.clone(), element.attribute("signature")?.unwrap_or_default(), String::new());
                self.open = Some(Open { draft, key, config: yes("is-config")?, retried: yes("retried")? });
            }
            "attribute" => {
                let (name, span) = (element.attribute("name")?.unwrap_or_default(), element.span(gather));
                if let Some(open) = &mut self.open {
                    gather.say(Some(&mut open.draft), &name, &element.attribute("value")?.unwrap_or_default(), span);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, gather: &mut Gather, name: &str, within: &[String], text: &str) -> Result<(), String> {
        match (name, &mut self.open) {
            ("message", Some(open)) if within.last().is_some_and(|parent| parent == "exception") => open.draft.message(text),
            ("value", Some(open)) => {
                open.key.2.push('\u{1}');
                open.key.2.push_str(text.trim());
            }
            ("test-method", _) => self.open.take().into_iter().for_each(|open| self.method(gather, open)),
            ("testng-results", _) => {
                self.settle(gather);
                gather.close();
            }
            _ => {}
        }
        Ok(())
    }
}

impl Testng {
    fn method(&mut self, gather: &mut Gather, open: Open) {
        let Open { draft, key, config, retried } = open;
        if config {
            // What prepares a test is no test; that it failed is known all the same.
            if draft.case.outcome.fails() {
                gather.suite_failure(draft.case.name, Outcome::Error, &draft.case.message, draft.case.span);
            }
        } else if retried {
            self.retried.push((key, draft));
        } else {
            if draft.case.outcome == Outcome::Pass {
                self.passed.push((key.clone(), gather.cases()));
            }
            self.settled.insert(key);
            gather.case(draft);
        }
    }

    /// A run that was made again makes the last one of its method flaky. Where there is none, it is all that is known.
    fn settle(&mut self, gather: &mut Gather) {
        let again: BTreeSet<&Key> = self.retried.iter().map(|(key, _)| key).collect();
        for (_, at) in self.passed.iter().filter(|(key, _)| again.contains(key)) {
            gather.case_at(*at).into_iter().for_each(|case| case.flaky = true);
        }
        for (_, mut draft) in std::mem::take(&mut self.retried).into_iter().filter(|(key, _)| !self.settled.contains(key)) {
            draft.case.outcome = draft.case.outcome.max(Outcome::Failure);
            gather.case(draft);
        }
    }
}
