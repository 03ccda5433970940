//! What is gathered of a report while it is read, in whatever format: suites, cases, and what is said of them.

use quick_xml::events::BytesStart;

use super::facts::{FACTS, Fact, Facts, Numbers};
use super::rerun;
use super::suite::{Days, Suite};
use super::words::Day;
use crate::load::evidence::intake::{odd, written_out};
use crate::load::evidence::xml::attribute;
use crate::model::{Case, Outcome};
use crate::source::{Excerpts, FileId, Span};

/// How much of a failure's message is kept, in characters.
pub(super) const MESSAGE: usize = 2000;
/// The longest name of a case or suite, in bytes: it is shown wherever the case is.
const NAME: usize = 1 << 16;
/// The longest name that many cases take over from what stands around them, in bytes: a short report must not become a long one.
const AROUND: usize = 2048;

/// A report as it was read.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) cases: Vec<Case>,
    /// The days of its earliest and its latest suite, and where the latest stands.
    pub(super) days: Option<(Day, Day, Span)>,
    /// What its properties say of it, one for each of [`FACTS`].
    pub(super) facts: [Fact; FACTS.len()],
    /// Suites whose own counts are not what was found in them: where, in words.
    pub(super) faults: Vec<(Span, String)>,
    /// Cases that say how they went in a word that nobody knows: where, and which word.
    pub(super) unknown: Vec<(Span, String)>,
    /// Names that hold characters which are not shown as they are: where.
    pub(super) odd: Vec<Span>,
    /// How many cases look as if they had passed, and count as not run, since their suite counts otherwise.
    pub(super) doubtful: usize,
}

/// A case under reading.
pub(super) struct Draft {
    pub(super) case: Case,
    /// Its failures beside the first, and its runs again.
    pub(super) beside: usize,
    pub(super) facts: Numbers,
    /// Whether it says that it took time.
    pub(super) timed: bool,
}

impl Draft {
    /// A case of which no more is known than how it went.
    pub(super) fn new(name: String, classname: String, outcome: Outcome, span: Span) -> Self {
        let case = Case { name, classname, outcome, flaky: false, ids: Vec::new(), message: String::new(), span };
        Self { case, beside: 0, facts: Default::default(), timed: false }
    }

    /// What is said about how the case went, if nothing was said yet.
    pub(super) fn message(&mut self, text: &str) {
        if self.case.message.is_empty() {
            self.case.message = cut(text.trim(), MESSAGE);
        }
    }
}

/// A report under reading.
pub(super) struct Gather<'a> {
    file: FileId,
    excerpts: &'a mut Excerpts,
    /// The name of the property that names tests.
    property: &'a str,
    suites: Vec<Suite>,
    facts: Facts,
    days: Days,
    /// Suites that hold fewer cases than they say: those may have been skipped, which a suite around them may tell.
    short: Vec<(Span, String)>,
    read: Gathered,
}

impl<'a> Gather<'a> {
    pub(super) fn new(file: FileId, excerpts: &'a mut Excerpts, property: &'a str) -> Self {
        let facts = std::array::from_fn(|_| Fact::Unsaid);
        let read = Gathered { cases: Vec::new(), days: None, facts, faults: Vec::new(), unknown: Vec::new(), odd: Vec::new(), doubtful: 0 };
        Self { file, excerpts, property, suites: Vec::new(), facts: Facts::default(), days: Days::default(), short: Vec::new(), read }
    }

    /// Keeps a piece of the report as a place that somebody may be led to.
    pub(super) fn span(&mut self, place: (u32, u32), piece: &str) -> Span {
        self.excerpts.push(self.file, place, piece)
    }

    /// The place of an element.
    pub(super) fn element(&mut self, element: &BytesStart, place: (u32, u32)) -> Span {
        let most = element.char_indices().nth(200).map_or(element.len(), |(i, _)| i);
        let end = if most < element.len() { "" } else { ">" };
        self.span(place, &format!("<{}{end}", &element[..most]))
    }

    /// A name of a case or suite, with what is not shown as it is written out.
    ///
    /// # Errors
    /// When it is too long to be shown.
    pub(super) fn name(&mut self, what: &str, written: &str, span: Span) -> Result<String, String> {
        if written.len() > NAME {
            return Err(format!("a `{what}` is longer than {NAME} bytes"));
        }
        if written.contains(odd) && self.read.odd.last() != Some(&span) {
            self.read.odd.push(span);
        }
        Ok(written_out(written))
    }

    /// A name that stands around cases, and is taken over by each of them.
    ///
    /// # Errors
    /// When it is too long to be repeated.
    pub(super) fn around(&mut self, what: &str, written: &str, span: Span) -> Result<String, String> {
        if written.len() > AROUND {
            return Err(format!("the `{what}` around a case is longer than {AROUND} bytes"));
        }
        self.name(what, written, span)
    }

    /// A name in an attribute; none is an empty one.
    ///
    /// # Errors
    /// As [`Gather::name`], and when the attributes are not well-formed.
    pub(super) fn named(&mut self, element: &BytesStart, key: &str, span: Span) -> Result<String, String> {
        let written = attribute(element, key)?.unwrap_or_default();
        self.name(key, &written, span)
    }

    /// A word about how a case went that nobody knows.
    pub(super) fn unknown(&mut self, word: &str, span: Span) {
        self.read.unknown.push((span, cut(&written_out(word), 60)));
    }

    /// What a count states that cannot be read.
    pub(super) fn fault(&mut self, span: Span, words: String) {
        self.read.faults.push((span, words));
    }

    /// A day on which a case of the report ran.
    pub(super) fn ran_on(&mut self, day: Option<Day>, place: Span) {
        if let Some(day) = day {
            self.days.ran_on(day, place);
        }
    }

    /// How many cases there are up to here.
    pub(super) fn cases(&self) -> usize {
        self.read.cases.len()
    }

    /// Begins a suite.
    pub(super) fn open(&mut self, suite: Suite) {
        self.suites.push(suite);
    }

    /// The innermost open suite.
    pub(super) fn suite(&mut self) -> Option<&mut Suite> {
        self.suites.last_mut()
    }

    /// Takes in a case that was read to its end.
    pub(super) fn case(&mut self, draft: Draft) {
        let beside = draft.beside.saturating_sub(usize::from(draft.case.outcome >= Outcome::Failure));
        if let Some(suite) = self.suites.last_mut() {
            suite.count(&draft.case, self.read.cases.len(), beside, draft.timed);
        }
        self.read.cases.push(draft.case);
        self.facts.cases.push(draft.facts);
    }

    /// A failure of a suite itself, of its preparation perhaps, is a case of its own.
    pub(super) fn suite_failure(&mut self, name: String, outcome: Outcome, message: &str, span: Span) {
        let mut draft = Draft::new(name, String::new(), outcome, span);
        draft.message(message);
        self.read.cases.push(draft.case);
        self.facts.cases.push(Default::default());
        self.suites.iter_mut().rev().take(1).for_each(Suite::fails);
    }

    /// The message of the last case, if it has none.
    pub(super) fn last_message(&mut self, text: &str) {
        if let Some(case) = self.read.cases.last_mut().filter(|c| c.message.is_empty()) {
            case.message = cut(text.trim(), MESSAGE);
        }
    }

    /// Whether a property of this name says something that is kept.
    pub(super) fn knows(&self, name: &str) -> bool {
        name == self.property || Facts::of_name(name).is_some()
    }

    /// Takes in what a property says, of a case or of the open suite.
    pub(super) fn say(&mut self, draft: Option<&mut Draft>, name: &str, value: &str, span: Span) {
        let said = (name == self.property, name, value, span);
        match (draft, self.suites.last_mut()) {
            (Some(draft), _) => said_of(said, &mut self.facts, &mut draft.facts, &mut draft.case.ids),
            (None, Some(suite)) => said_of(said, &mut self.facts, &mut suite.facts, &mut suite.ids),
            (None, None) => {}
        }
    }

    /// Takes in what a property further on says of a case that was read before.
    pub(super) fn say_later(&mut self, at: usize, name: &str, value: &str, span: Span) {
        let Some(mut own) = self.facts.cases.get(at).copied() else { return };
        let Some(case) = self.read.cases.get_mut(at) else { return };
        said_of((name == self.property, name, value, span), &mut self.facts, &mut own, &mut case.ids);
        if let Some(facts) = self.facts.cases.get_mut(at) {
            *facts = own;
        }
    }

    /// The property that a tag stands for: a tag may be the id of a test, or name the property before it, as in `test_id:TEST-1`.
    pub(super) fn tag<'t>(&self, tag: &'t str) -> (String, &'t str) {
        let rest = tag.trim().strip_prefix(self.property).and_then(|rest| rest.trim_start().strip_prefix([':', '=']));
        (self.property.to_owned(), rest.unwrap_or(tag).trim())
    }

    /// A case that was read before.
    pub(super) fn case_at(&mut self, at: usize) -> Option<&mut Case> {
        self.read.cases.get_mut(at)
    }

    /// Whether a case from `first` on failed.
    pub(super) fn fails_from(&self, first: usize) -> bool {
        self.read.cases.iter().skip(first).any(|case| case.outcome.fails())
    }

    /// What a suite says is said of all its cases, unless they say otherwise.
    pub(super) fn close(&mut self) {
        let Some(mut suite) = self.suites.pop() else { return };
        suite.count_repeated(&self.read.cases);
        self.days.add(&suite);
        if suite.facts.iter().any(|n| *n > 0) {
            for own in &mut self.facts.cases[suite.first..] {
                own.iter_mut().zip(suite.facts).filter(|(own, _)| **own == 0).for_each(|(own, from)| *own = from);
            }
        }
        if !suite.ids.is_empty() {
            self.read.cases[suite.first..].iter_mut().for_each(|case| case.ids.extend(suite.ids.iter().cloned()));
        }
        let fault = suite.fault();
        if fault.is_none() && suite.says_all() {
            let place = suite.place;
            self.short.retain(|(span, _)| *span < place);
        }
        // A suite of suites repeats the fault of the one that has it.
        let told = self.read.faults.iter().chain(&self.short).any(|(span, _)| *span > suite.place);
        let doubtful = if fault.is_some() || suite.stated.unreadable { suite.doubt(&mut self.read.cases) } else { 0 };
        self.read.doubtful += doubtful;
        if let Some(fault) = fault.filter(|_| !told || doubtful > 0) {
            let faults = if fault.short { &mut self.short } else { &mut self.read.faults };
            faults.push((suite.place, fault.words));
        }
        if let Some(again) = suite.again() {
            rerun::unite(&mut self.read.cases, &mut self.facts.cases, suite.first, again);
            suite.moved();
        }
        if let Some(outer) = self.suites.last_mut() {
            outer.holds(&suite);
        }
    }

    /// The report, when it was read to its end.
    pub(super) fn finish(mut self) -> Gathered {
        self.read.days = self.days.all();
        self.read.facts = self.facts.settled();
        self.read.faults.append(&mut self.short);
        self.read.faults.sort();
        self.read
    }
}

/// Takes in a property of a case or suite: whether it names tests, its name and value, and its place.
fn said_of((names, name, value, span): (bool, &str, &str, Span), all: &mut Facts, facts: &mut Numbers, ids: &mut Vec<String>) {
    let value = written_out(value.trim());
    if names {
        ids.extend(value.split([',', ';', ' ']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned));
    } else if let Some(fact) = Facts::of_name(name).filter(|_| !value.is_empty()) {
        facts[fact] = all.number(&value, span);
    }
}

/// A text up to so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    text.char_indices().nth(most).map_or(text, |(i, _)| &text[..i]).to_owned()
}
