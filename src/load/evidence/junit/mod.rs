//! JUnit XML, as the many programs write it that say they do: cases with their outcomes and places.
//!
//! A report is read as a stream, and only its cases are kept: it may be far larger than what is known of it.

mod element;
mod facts;
mod input;
mod rerun;
mod suite;

pub(in crate::load) use facts::{FACTS, Fact};

use std::io::Read;

use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::load::evidence::intake::{odd, written_out as clean};
use crate::load::evidence::xml::{attribute, entity};
use crate::model::{Case, Outcome};
use crate::source::{Excerpts, FileId, Span};
use element::{day, number, outcome, verdict_of};
use facts::Facts;
use input::Input;
use suite::{Days, Stated, Suite};

/// How deep elements may lie in each other.
const DEPTH: usize = 64;
/// How much of a failure's message is kept, in characters.
const MESSAGE: usize = 2000;

/// The longest name of a case or suite, in bytes: it is shown wherever the case is.
const NAME: usize = 1 << 16;

/// A report as it was read.
#[derive(Debug)]
pub(in crate::load) struct Junit {
    pub(in crate::load) cases: Vec<Case>,
    /// The days of its earliest and its latest suite, and where the latest stands.
    pub(in crate::load) days: Option<(Date, Date, Span)>,
    /// What its properties say of it, one for each of [`FACTS`].
    pub(in crate::load) facts: [Fact; FACTS.len()],
    /// Suites whose own counts are not what was found in them: where, in words.
    pub(in crate::load) faults: Vec<(Span, String)>,
    /// Cases that say how they went in a word that nobody knows: where, and which word.
    pub(in crate::load) unknown: Vec<(Span, String)>,
    /// Names that hold characters which are not shown as they are: where.
    pub(in crate::load) odd: Vec<Span>,
    /// How many cases look as if they had passed, and count as not run, since their suite counts otherwise.
    pub(in crate::load) doubtful: usize,
}

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

struct Reading<'a> {
    file: FileId,
    excerpts: &'a mut Excerpts,
    property: &'a str,
    open: Vec<Open>,
    suites: Vec<Suite>,
    case: Option<Case>,
    /// Failures of the open case beside its first, and its runs again.
    beside: usize,
    case_facts: facts::Numbers,
    /// Whether the open case says that it took time.
    timed: bool,
    /// The words of the innermost open failure or property, cut.
    text: String,
    facts: Facts,
    days: Days,
    /// Suites that hold fewer cases than they say: those may have been skipped, which a suite around them may tell.
    short: Vec<(Span, String)>,
    junit: Junit,
}

type Fault = (Span, String);

/// Reads a report to its end; the pieces that somebody may be led to are added to `excerpts`. `property` is the name of the
/// property that names tests.
///
/// # Errors
/// When it is not well-formed, ends early, or is no JUnit report: where, and what is wrong.
pub(in crate::load) fn parse(bytes: impl Read, file: FileId, excerpts: &mut Excerpts, property: &str) -> Result<Junit, Fault> {
    let input = Input::open(bytes).map_err(|(place, words)| (excerpts.push(file, place, ""), words))?;
    let mut reader = Reader::from_reader(input);
    reader.config_mut().expand_empty_elements = true;
    let facts = std::array::from_fn(|_| Fact::Unsaid);
    let junit = Junit { cases: Vec::new(), days: None, facts, faults: Vec::new(), unknown: Vec::new(), odd: Vec::new(), doubtful: 0 };
    let mut reading = Reading {
        file,
        excerpts,
        property,
        open: Vec::new(),
        suites: Vec::new(),
        case: None,
        beside: 0,
        case_facts: Default::default(),
        timed: false,
        text: String::new(),
        facts: Facts::default(),
        days: Days::default(),
        short: Vec::new(),
        junit,
    };
    let mut buffer = Vec::new();
    let mut root = false;
    loop {
        buffer.clear();
        let place = reader.get_ref().place();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => {
                let words = element::words(&error);
                let (at, line) = if element::is_no_text(&error) { reader.get_ref().recent_bytes() } else { reader.get_ref().recent() };
                return Err((reading.excerpts.push(file, at, &line), words));
            }
        };
        let (done, in_text) = (matches!(event, Event::Eof), matches!(event, Event::Text(_)));
        let first = place == (1, 1) && !done;
        if first {
            // The report as a whole has a place, too.
            reading.excerpts.push(file, place, &element::written(&event));
        }
        let result = match event {
            Event::Start(start) => {
                let again = root && reading.open.is_empty();
                root = true;
                if again { Err("a second root stands behind the end of the report".to_owned()) } else { reading.start(&start, place) }
            }
            Event::End(_) => reading.end(),
            Event::Text(text) if reading.open.is_empty() && !text.trim().is_empty() && text.trim() != "\u{feff}" => {
                Err("text stands outside the report".to_owned())
            }
            Event::Text(text) => reading.words(&text),
            Event::CData(text) => reading.words(&text),
            Event::GeneralRef(name) => entity(&name).and_then(|c| reading.words(c.encode_utf8(&mut [0; 4]))),
            Event::DocType(_) => Err("it has a document type declaration, which could define entities; none is ever read".to_owned()),
            _ => Ok(()),
        };
        if let Err(words) = result {
            let (at, line) = reader.get_ref().recent();
            let (at, piece) = if in_text || place.0 == at.0 { (at, line) } else { (place, String::new()) };
            return Err((reading.excerpts.push(file, at, &piece), words));
        }
        if done {
            break;
        }
    }
    if !reading.open.is_empty() || !root {
        let (at, line) = reader.get_ref().recent();
        let words = if root { "the report ends before its last element does" } else { "the report is empty" };
        return Err((reading.excerpts.push(file, at, &line), words.to_owned()));
    }
    reading.junit.days = reading.days.all();
    reading.junit.facts = reading.facts.settled();
    reading.junit.faults.append(&mut reading.short);
    reading.junit.faults.sort();
    Ok(reading.junit)
}

impl Reading<'_> {
    fn start(&mut self, element: &BytesStart, place: (u32, u32)) -> Result<(), String> {
        if self.open.len() >= DEPTH {
            return Err(format!("elements lie more than {DEPTH} deep in each other"));
        }
        let name = element.local_name().as_ref().to_owned();
        if self.open.is_empty() && !matches!(name.as_str(), "testsuites" | "testsuite") {
            return Err(format!("`{}` is no JUnit report: `testsuites` or `testsuite` is expected", clean(&name)));
        }
        let within = self.open.last();
        let direct = matches!(within, Some(Open::Case | Open::Suite));
        // Whatever lies between a failure and its case: it is never lost. What lies in a failure tells of it.
        let told = !self.open.iter().any(|open| matches!(open, Open::Verdict | Open::Properties | Open::Output));
        let of_case = told && self.case.is_some();
        let next = match name.as_str() {
            "testsuites" | "testsuite" if self.case.is_some() => return Err(format!("`{name}` stands in a case")),
            "testsuites" | "testsuite" if !told => return Err(format!("`{name}` stands in output, properties or a failure")),
            "testsuites" | "testsuite" => self.suite(element, place)?,
            "testcase" if self.case.is_some() => return Err("a case stands in a case".to_owned()),
            // Whether something printed it, or a part of the report is lost, nobody can tell.
            "testcase" if !told => return Err("a case stands in output, properties or a failure".to_owned()),
            "testcase" => self.case(element, place)?,
            "failure" | "error" if told && !of_case && !self.open.is_empty() => {
                self.suite_failure(&name, element, place)?;
                Open::Verdict
            }
            "system-out" | "system-err" => Open::Output,
            "properties" if direct => Open::Properties,
            "property" if matches!(within, Some(Open::Properties)) => self.property(element, place)?,
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

    fn span(&mut self, element: &BytesStart, place: (u32, u32)) -> Span {
        let most = element.char_indices().nth(200).map_or(element.len(), |(i, _)| i);
        let end = if most < element.len() { "" } else { ">" };
        self.excerpts.push(self.file, place, &format!("<{}{end}", &element[..most]))
    }

    /// A name of a case or suite, with what is not shown as it is written out.
    fn name(&mut self, element: &BytesStart, key: &str, span: Span) -> Result<String, String> {
        let written = attribute(element, key)?.unwrap_or_default();
        if written.len() > NAME {
            return Err(format!("a `{key}` is longer than {NAME} bytes"));
        }
        if written.contains(odd) && self.junit.odd.last() != Some(&span) {
            self.junit.odd.push(span);
        }
        Ok(clean(&written))
    }

    fn suite(&mut self, element: &BytesStart, place: (u32, u32)) -> Result<Open, String> {
        let span = self.span(element, place);
        let mut unreadable = false;
        let mut stated = |name: &str| {
            let read = number(element, name).map_err(|words| self.junit.faults.push((span, words)));
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
            fails: outcome(element)?.0 >= Outcome::Failure,
        };
        let day = attribute(element, "timestamp")?.as_deref().and_then(day);
        let name = self.name(element, "name", span)?;
        self.suites.push(Suite::new(name, span, stated, day, self.junit.cases.len()));
        Ok(Open::Suite)
    }

    fn case(&mut self, element: &BytesStart, place: (u32, u32)) -> Result<Open, String> {
        let span = self.span(element, place);
        let (name, classname) = (self.name(element, "name", span)?, self.name(element, "classname", span)?);
        let (outcome, unknown) = outcome(element)?;
        self.junit.unknown.extend(unknown.map(|word| (span, cut(&clean(&word), 60))));
        self.case = Some(Case { name, classname, outcome, flaky: false, ids: Vec::new(), message: String::new(), span });
        self.beside = 0;
        self.case_facts = Default::default();
        self.timed = attribute(element, "time")?.and_then(|time| time.trim().parse().ok()).is_some_and(|time: f64| time > 0.0);
        Ok(Open::Case)
    }

    /// A failure of a case, or that it was left out. One that passed when it ran again passes; it is known all the same.
    fn verdict(&mut self, name: &str, outcome: Outcome, element: &BytesStart) -> Result<(), String> {
        let Some(case) = &mut self.case else { return Ok(()) };
        self.beside += usize::from(outcome != Outcome::Skipped);
        case.flaky |= name.starts_with("flaky");
        let message = attribute(element, "message")?;
        if outcome > case.outcome || case.message.is_empty() {
            case.message = cut(&message.unwrap_or_default(), MESSAGE);
        }
        case.outcome = case.outcome.max(outcome);
        Ok(())
    }

    /// A failure of a suite itself, of its preparation perhaps, is a case of its own.
    fn suite_failure(&mut self, name: &str, element: &BytesStart, place: (u32, u32)) -> Result<(), String> {
        let span = self.span(element, place);
        let outcome = if name == "failure" { Outcome::Failure } else { Outcome::Error };
        let message = cut(&attribute(element, "message")?.unwrap_or_default(), MESSAGE);
        let name = self.suites.last().map(|s| s.name.clone()).unwrap_or_default();
        self.junit.cases.push(Case { name, classname: String::new(), outcome, flaky: false, ids: Vec::new(), message, span });
        self.facts.cases.push(Default::default());
        self.suites.iter_mut().rev().take(1).for_each(Suite::fails);
        Ok(())
    }

    fn property(&mut self, element: &BytesStart, place: (u32, u32)) -> Result<Open, String> {
        let name = attribute(element, "name")?.unwrap_or_default();
        if name != self.property && Facts::of_name(&name).is_none() {
            return Ok(Open::Other);
        }
        let span = self.span(element, place);
        match attribute(element, "value")? {
            Some(value) => {
                self.say(&name, &value, span);
                Ok(Open::Other)
            }
            None => Ok(Open::Property(name, span)),
        }
    }

    /// Takes in what a property says, of the open case or of the open suite.
    fn say(&mut self, name: &str, value: &str, span: Span) {
        let value = clean(value.trim());
        let (facts, ids) = match (&mut self.case, self.suites.last_mut()) {
            (Some(case), _) => (&mut self.case_facts, &mut case.ids),
            (None, Some(suite)) => (&mut suite.facts, &mut suite.ids),
            (None, None) => return,
        };
        if name == self.property {
            ids.extend(value.split([',', ';', ' ']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned));
        } else if let Some(fact) = Facts::of_name(name).filter(|_| !value.is_empty()) {
            facts[fact] = self.facts.number(&value, span);
        }
    }

    fn words(&mut self, text: &str) -> Result<(), String> {
        if matches!(self.open.last(), Some(Open::Verdict | Open::Property(..))) && self.text.len() < MESSAGE {
            self.text.push_str(&cut(text, MESSAGE));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        match self.open.pop() {
            Some(Open::Verdict) => {
                let case = self.case.as_mut().or(self.junit.cases.last_mut());
                if let Some(case) = case.filter(|c| c.message.is_empty()) {
                    case.message = cut(self.text.trim(), MESSAGE);
                }
            }
            Some(Open::Property(name, span)) => {
                let value = std::mem::take(&mut self.text);
                self.say(&name, &value, span);
            }
            Some(Open::Case) => {
                if let Some(case) = self.case.take() {
                    let beside = self.beside.saturating_sub(usize::from(case.outcome >= Outcome::Failure));
                    if let Some(suite) = self.suites.last_mut() {
                        suite.count(&case, self.junit.cases.len(), beside, self.timed);
                    }
                    self.junit.cases.push(case);
                    self.facts.cases.push(self.case_facts);
                }
            }
            Some(Open::Suite) => self.close(),
            _ => {}
        }
        Ok(())
    }

    /// What a suite says is said of all its cases, unless they say otherwise.
    fn close(&mut self) {
        let Some(mut suite) = self.suites.pop() else { return };
        suite.count_repeated(&self.junit.cases);
        self.days.add(&suite);
        if suite.facts.iter().any(|n| *n > 0) {
            for own in &mut self.facts.cases[suite.first..] {
                own.iter_mut().zip(suite.facts).filter(|(own, _)| **own == 0).for_each(|(own, from)| *own = from);
            }
        }
        if !suite.ids.is_empty() {
            self.junit.cases[suite.first..].iter_mut().for_each(|case| case.ids.extend(suite.ids.iter().cloned()));
        }
        let fault = suite.fault();
        if fault.is_none() && suite.says_all() {
            let place = suite.place;
            self.short.retain(|(span, _)| *span < place);
        }
        // A suite of suites repeats the fault of the one that has it.
        let told = self.junit.faults.iter().chain(&self.short).any(|(span, _)| *span > suite.place);
        let doubtful = if fault.is_some() || suite.stated.unreadable { suite.doubt(&mut self.junit.cases) } else { 0 };
        self.junit.doubtful += doubtful;
        if let Some(fault) = fault.filter(|_| !told || doubtful > 0) {
            let faults = if fault.short { &mut self.short } else { &mut self.junit.faults };
            faults.push((suite.place, fault.words));
        }
        if let Some(again) = suite.again() {
            rerun::unite(&mut self.junit.cases, &mut self.facts.cases, suite.first, again);
            suite.moved();
        }
        if let Some(outer) = self.suites.last_mut() {
            outer.holds(&suite);
        }
    }
}

fn cut(text: &str, most: usize) -> String {
    text.char_indices().nth(most).map_or(text, |(i, _)| &text[..i]).to_owned()
}
