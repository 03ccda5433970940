//! Counts and words of a report's elements.

use jiff::civil::Date;
use quick_xml::Error;
use quick_xml::events::{BytesStart, Event};

use crate::load::evidence::intake::written_out;
use crate::load::evidence::xml::attribute;
use crate::model::Outcome;

/// A count in an attribute; an empty one is none.
///
/// # Errors
/// When it is no number: in words.
pub(super) fn number(element: &BytesStart, key: &str) -> Result<Option<usize>, String> {
    let Ok(Some(text)) = attribute(element, key) else { return Ok(None) };
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("it says {key}: `{}`, which is no count", written_out(text)))
}

/// What a word of GoogleTest, CTest and others in `status` or `result` says of a case; none for a word that nobody knows.
fn outcome_of(word: &str) -> Option<Outcome> {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    Some(match plain.as_str() {
        "" if word.trim().is_empty() => Outcome::Pass,
        "run" | "ran" | "executed" | "completed" | "complete" | "finished" | "done" | "pass" | "passed" | "passing" | "ok" | "success" | "successful"
        | "succeeded" | "fixed" => Outcome::Pass,
        "fail" | "failed" | "failing" | "failure" | "regression" => Outcome::Failure,
        "error" | "errored" | "broken" | "timeout" | "timedout" | "crash" | "crashed" | "aborted" | "killed" | "interrupted" => Outcome::Error,
        "notrun" | "didnotrun" | "notexecuted" | "disabled" | "skip" | "skipped" | "ignored" | "suppressed" | "pending" | "todo" | "blocked"
        | "cancelled" | "canceled" | "inconclusive" | "incomplete" | "risky" | "warning" | "xfail" => Outcome::Skipped,
        _ => return None,
    })
}

/// What an element in a case says of it by its name, in whatever case: `failure`, `skipped`, as Surefire has them `rerunError` and
/// `flakyFailure`, or any other word for a case that did not pass.
pub(super) fn verdict_of(name: &str) -> Option<Outcome> {
    match name {
        "rerunFailure" => Some(Outcome::Failure),
        "rerunError" => Some(Outcome::Error),
        "flakyFailure" | "flakyError" => Some(Outcome::Pass),
        other => outcome_of(other).filter(|outcome| *outcome != Outcome::Pass),
    }
}

/// How a case or suite went, by its attributes, and a word among them that nobody knows: it shows no pass.
///
/// # Errors
/// When the attributes are not well-formed.
pub(super) fn outcome(element: &BytesStart) -> Result<(Outcome, Option<String>), String> {
    let (mut outcome, mut unknown) = (flagged(element)?, None);
    for key in ["status", "result", "outcome"] {
        let word = attribute(element, key)?.unwrap_or_default();
        let said = outcome_of(&word);
        outcome = outcome.max(said.unwrap_or(Outcome::Skipped));
        if said.is_none() {
            unknown = Some(word);
        }
    }
    Ok((outcome, unknown))
}

/// What the attributes say that are yes or no, which some producers write in place of an element.
///
/// # Errors
/// When the attributes are not well-formed.
fn flagged(element: &BytesStart) -> Result<Outcome, String> {
    let mut outcome = Outcome::Pass;
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let yes = ["true", "yes", "1"].iter().any(|word| attribute.value.trim().eq_ignore_ascii_case(word));
        let no = ["false", "no", "0"].iter().any(|word| attribute.value.trim().eq_ignore_ascii_case(word));
        outcome = outcome.max(match attribute.key.as_ref() {
            // In place of yes, some write why.
            "skipped" | "disabled" | "ignored" if !no && !attribute.value.trim().is_empty() => Outcome::Skipped,
            "executed" if no => Outcome::Skipped,
            "success" | "passed" if no => Outcome::Failure,
            "failed" if yes => Outcome::Failure,
            _ => Outcome::Pass,
        });
    }
    Ok(outcome)
}

/// The day of a `timestamp`: ISO 8601, or as mail has it, which mocha writes. Producers give the first day of 1970 to what
/// never ran.
pub(super) fn day(timestamp: &str) -> Option<Date> {
    let text = timestamp.trim();
    let iso = text.get(..10).and_then(|t| t.parse::<Date>().ok());
    iso.or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|z| z.date())).filter(|day| day.year() > 1970)
}

/// Whether an event could not be read because its bytes are no text.
pub(super) fn is_no_text(error: &Error) -> bool {
    matches!(error, Error::Encoding(_)) || matches!(error, Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData)
}

/// Why an event could not be read.
pub(super) fn words(error: &Error) -> String {
    match error {
        error if is_no_text(error) => format!("a byte here is no text: {error}"),
        other => other.to_string(),
    }
}

/// The first event of a file, roughly as it is written.
pub(super) fn written(event: &Event) -> String {
    match event {
        Event::Start(start) => format!("<{}>", &**start),
        Event::Decl(declaration) => format!("<?{}?>", &**declaration),
        Event::Comment(text) => format!("<!--{}-->", &**text),
        Event::Text(text) => text.to_string(),
        _ => String::new(),
    }
}
