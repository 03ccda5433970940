//! Counts and words of a report's elements.

use quick_xml::events::BytesStart;

use crate::load::evidence::xml::attribute;
use crate::model::Outcome;

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
