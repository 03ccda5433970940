//! What stands on the first page: facts, and key numbers.

use jiff::civil::Date;

use super::{Context, Count, Label, Summary, words};
use crate::judge::Class;
use crate::model::RecordId;

/// A fact about the technical file.
#[derive(Debug)]
pub struct Fact<'a> {
    /// What it is.
    pub label: Label,
    /// The fact.
    pub value: FactValue<'a>,
}

/// What a fact is.
#[derive(Debug)]
pub enum FactValue<'a> {
    /// A record, by id and title.
    Record(RecordId),
    /// A safety class with how it came about.
    Class(Class),
    /// A version.
    Version(&'a str),
    /// A day.
    Date(Date),
    /// Names, in order.
    Names(Vec<&'a str>),
}

/// The facts, in order; `version` is the one under view.
pub fn facts<'a>(cx: Context<'a>, version: Option<&'a str>) -> Vec<Fact<'a>> {
    let project = cx.project;
    let mut facts = Vec::new();
    let mut fact = |label: Label, value: FactValue<'a>| facts.push(Fact { label, value });
    for system in project.with_role("system").filter(|s| !project.is_obsolete(*s)) {
        fact(words::system(), FactValue::Record(system));
        if let Some(class) = cx.judgement.class(system) {
            fact(words::safety_class(), FactValue::Class(*class));
        }
    }
    if let Some(version) = version {
        fact(words::version_under_view(), FactValue::Version(version));
    }
    fact(words::as_of_fact(), FactValue::Date(project.as_of));
    if !project.config.authors.is_empty() {
        fact(words::authors(), FactValue::Names(project.config.authors.iter().map(String::as_str).collect()));
    }
    let standards = project.config.standards.iter().filter_map(|s| project.schema.standard(&s.value)).map(|s| s.title.as_str());
    fact(words::standards(), FactValue::Names(standards.collect()));
    facts
}

/// A key number.
#[derive(Debug)]
pub struct KeyNumber {
    /// What is counted.
    pub of: Counted,
    /// What it is called.
    pub label: Label,
    /// What the number means, in a few words.
    pub note: Label,
    /// How many of how many.
    pub count: Count,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Requirements that are verified.
    Requirements,
    /// Tests that pass.
    Tests,
    /// Controls that are implemented and have their effect.
    Controls,
    /// Rows of clauses that are open.
    Clauses,
    /// Records that are not obsolete.
    Records,
}

/// The key numbers, in order.
pub fn key_numbers(summary: &Summary) -> Vec<KeyNumber> {
    let number = |of, label, note, count| KeyNumber { of, label, note, count };
    vec![
        number(Counted::Requirements, words::card_requirements(), words::card_requirements_note(), summary.requirements),
        number(Counted::Tests, words::card_tests(), words::card_tests_note(), summary.tests),
        number(Counted::Controls, words::card_controls(), words::card_controls_note(), summary.controls),
        number(Counted::Clauses, words::card_clauses(), words::card_clauses_note(), summary.open_clauses),
        number(Counted::Records, words::card_records(), words::card_records_note(), summary.records),
    ]
}
