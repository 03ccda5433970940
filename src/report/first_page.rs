//! What stands on the first page: facts, and key numbers.

use jiff::civil::Date;

use super::{Context, Count, Label, Summary, Tone, words};
use crate::diag::Severity;
use crate::diag::emit::Totals;
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
    pub note: Option<Label>,
    /// How many.
    pub count: usize,
    /// Of how many, where that is known.
    pub total: Option<usize>,
    /// How the number falls apart.
    pub parts: Vec<Part>,
    /// Whether it asks for a look.
    pub tone: Tone,
}

/// A part of a key number.
#[derive(Debug)]
pub struct Part {
    /// How many.
    pub count: usize,
    /// How many of what, in words.
    pub words: Label,
    /// Whether it asks for a look.
    pub tone: Tone,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Findings, waived ones too.
    Findings,
    /// Errors that a waiver accepts.
    WaivedErrors,
    /// Rows of clauses that are open.
    Clauses,
    /// Links that are suspect.
    SuspectLinks,
    /// Requirements that are verified.
    Requirements,
    /// Tests that pass.
    Tests,
    /// Controls that are implemented and have their effect.
    Controls,
    /// Records that are not obsolete.
    Records,
}

/// The key numbers, in order: first what is not as it should be.
pub fn key_numbers(summary: &Summary) -> Vec<KeyNumber> {
    let waived = summary.findings.waived.errors;
    let wrong = |of, label, note, count, total, tone| KeyNumber { of, label, note: Some(note), count, total, parts: Vec::new(), tone: toned(count, tone) };
    let reached = |of, label, note, Count { count, of: total }| wrong(of, label, note, count, Some(total), Tone::Neutral);
    let clauses = summary.open_clauses;
    vec![
        findings(summary),
        wrong(Counted::WaivedErrors, words::card_waived_errors(), words::card_waived_errors_note(), waived, None, Tone::Bad),
        wrong(Counted::Clauses, words::card_clauses(), words::card_clauses_note(), clauses.count, Some(clauses.of), Tone::Warn),
        wrong(Counted::SuspectLinks, words::card_suspect_links(), words::card_suspect_links_note(), summary.suspect_links, None, Tone::Warn),
        reached(Counted::Requirements, words::card_requirements(), words::card_requirements_note(), summary.requirements),
        reached(Counted::Tests, words::card_tests(), words::card_tests_note(), summary.tests),
        reached(Counted::Controls, words::card_controls(), words::card_controls_note(), summary.controls),
        reached(Counted::Records, words::card_records(), words::card_records_note(), summary.records),
    ]
}

fn findings(summary: &Summary) -> KeyNumber {
    let Totals { unwaived, waived } = summary.findings;
    let (count, parts) = (unwaived.sum() + waived.sum(), finding_parts(&summary.findings));
    KeyNumber { of: Counted::Findings, label: words::findings(), note: None, count, total: None, parts, tone: Tone::Neutral }
}

/// The findings by level; waived ones apart, where there are any.
pub fn finding_parts(totals: &Totals) -> Vec<Part> {
    let levels = [Severity::Error, Severity::Warning, Severity::Note];
    let part = |words: fn(Severity, usize) -> Label, severity, count| Part { count, words: words(severity, count), tone: toned(count, severity.into()) };
    let unwaived = levels.into_iter().map(|severity| part(words::of::levels, severity, totals.unwaived.of(severity)));
    let waived = levels.into_iter().map(|severity| part(words::of::waived_levels, severity, totals.waived.of(severity)));
    unwaived.chain(waived.filter(|part| part.count > 0)).collect()
}

/// What there is none of asks for nothing.
fn toned(count: usize, tone: Tone) -> Tone {
    if count == 0 { Tone::Neutral } else { tone }
}
