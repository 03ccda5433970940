//! TRX, the reports of Visual Studio and `dotnet test`: results first, and what they are results of behind them.

use rustc_hash::FxHashMap;

use super::gather::{Draft, Gather};
use super::stream::{Element, Format};
use super::suite::{Stated, Suite};
use super::words::{day, numbers, sum, took_time, within_class};
use crate::model::Outcome;
use crate::source::Span;

/// A report under reading.
#[derive(Default)]
pub(super) struct Trx {
    /// The results that are open: that of a test with rows of data holds those of the rows.
    open: Vec<(Draft, String)>,
    /// The cases of each test.
    cases: FxHashMap<String, Vec<usize>>,
    /// The definition that is open: the id of its test, and its place.
    definition: Option<(String, Span)>,
    key: String,
    name: String,
    root: Option<Span>,
    /// Whether the run as a whole failed, and what it says about it.
    fails: bool,
    message: String,
}

/// How a result went, by its word; none for a word that nobody knows.
fn outcome_of(word: &str) -> Option<Outcome> {
    Some(match word {
        "Passed" => Outcome::Pass,
        "Failed" => Outcome::Failure,
        "Error" | "Timeout" | "Aborted" | "Disconnected" => Outcome::Error,
        "Inconclusive" | "PassedButRunAborted" | "NotRunnable" | "NotExecuted" | "Warning" | "Completed" | "InProgress" | "Pending" => Outcome::Skipped,
        _ => return None,
    })
}

impl Format for Trx {
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        match (element.parent(), element.name) {
            ("", _) => {
                let span = element.span(gather);
                self.name = gather.named(element.start, "name", span)?;
                self.root = Some(span);
                gather.open(Suite::new(self.name.clone(), span, Stated::default(), None, 0));
            }
            (_, "Times") => {
                let start = element.attribute("start")?.as_deref().and_then(day);
                gather.suite().into_iter().for_each(|suite| suite.ran_on(start));
            }
            ("InnerResults", _) | ("Results", _) => self.result(gather, element)?,
            (_, "InnerResults") => {
                let first = gather.cases();
                if let Some((draft, _)) = self.open.last() {
                    gather.open(Suite::new(draft.case.name.clone(), draft.case.span, Stated::default(), None, first));
                }
            }
            ("TestDefinitions", _) => {
                let span = element.span(gather);
                self.definition = element.attribute("id")?.map(|id| (id, span));
            }
            (_, "TestMethod") => {
                let class = element.attribute("className")?.unwrap_or_default();
                let class = class.split(", ").next().unwrap_or_default().to_owned();
                self.method(gather, &class)?;
            }
            (_, "TestCategoryItem") => {
                let category = element.attribute("TestCategory")?.unwrap_or_default();
                let (name, value) = gather.tag(&category);
                self.say(gather, &name, value);
            }
            (_, "Counters") => {
                let span = element.span(gather);
                let keys = ["total", "passed", "failed", "error", "timeout", "aborted", "disconnected"];
                let ([total, passed, failing @ ..], unreadable) = numbers(gather, element, keys, span);
                if let Some(suite) = gather.suite() {
                    suite.stated = Stated { unreadable, ..Stated::of_passes(total, passed, sum(failing)) };
                }
            }
            (_, "ResultSummary" | "RunInfo") => {
                let word = element.attribute("outcome")?.unwrap_or_default();
                self.fails |= outcome_of(&word).is_some_and(Outcome::fails);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, gather: &mut Gather, name: &str, within: &[String], text: &str) -> Result<(), String> {
        let parent = within.last().map_or("", String::as_str);
        match (parent, name) {
            ("", _) => {
                // What went wrong beside the cases would be lost where none of them failed.
                if let Some(span) = self.root.filter(|_| self.fails && !gather.fails_from(0)) {
                    gather.suite_failure(self.name.clone(), Outcome::Error, &self.message, span);
                }
                gather.close();
            }
            (_, "InnerResults") => gather.close(),
            ("InnerResults" | "Results", _) => {
                if let Some((draft, id)) = self.open.pop() {
                    self.cases.entry(id).or_default().push(gather.cases());
                    gather.case(draft);
                }
            }
            ("ErrorInfo", "Message") => self.open.iter_mut().rev().take(1).for_each(|(draft, _)| draft.message(text)),
            ("RunInfo", "Text") if self.message.is_empty() => self.message = text.trim().to_owned(),
            ("TestDefinitions", _) => self.definition = None,
            (_, "Key") => self.key = text.trim().to_owned(),
            (_, "Value") => {
                let key = std::mem::take(&mut self.key);
                self.say(gather, &key, text);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Trx {
    fn result(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String> {
        let span = element.span(gather);
        let name = gather.named(element.start, "testName", span)?;
        let word = element.attribute("outcome")?.unwrap_or_default();
        let outcome = outcome_of(&word);
        if outcome.is_none() {
            gather.unknown(&word, span);
        }
        let mut draft = Draft::new(name, String::new(), outcome.unwrap_or(Outcome::Skipped), span);
        // `00:00:01.5`: any digit but 0 says that it took time.
        let duration = element.attribute("duration")?.map(|text| text.replace([':', '.'], ""));
        draft.timed = took_time(duration.as_deref());
        gather.ran_on(element.attribute("startTime")?.as_deref().and_then(day), span);
        self.open.push((draft, element.attribute("testId")?.unwrap_or_default()));
        Ok(())
    }

    /// The class of the open definition is that of its cases.
    fn method(&mut self, gather: &mut Gather, class: &str) -> Result<(), String> {
        let Some((id, span)) = &self.definition else { return Ok(()) };
        let class = gather.around("className", class, *span)?;
        for at in self.cases.get(id).into_iter().flatten() {
            if let Some(case) = gather.case_at(*at) {
                case.name = within_class(&case.name, &class).to_owned();
                case.classname.clone_from(&class);
            }
        }
        Ok(())
    }

    /// What the open definition says is said of all cases of its test.
    fn say(&self, gather: &mut Gather, name: &str, value: &str) {
        let Some((id, span)) = &self.definition else { return };
        for at in self.cases.get(id).into_iter().flatten() {
            gather.say_later(*at, name, value, *span);
        }
    }
}
