//! What says something, and what says nothing: placeholders that stand where something is still to be written, and words of
//! assent that give no reason.

use super::record::Value;
use crate::schema::Wants;

/// Placeholders, in lower case and without a mark at their end.
const PLACEHOLDERS: &[&str] = &["", "?", "-", "--", "–", "—", "...", "…", "n/a", "n.a", "na", "null", "tba", "tbc", "tbd", "todo", "xxx"];

/// Words that say nothing where something is asked for, and are an answer where nobody asked.
const NOTHING: &[&str] = &["nil", "none", "x"];

/// Words of assent, dismissal or delay. Alone they give no reason. What tells that somebody looked ("None found") is not among
/// them. Sorted.
const ASSENT: &[&str] = &[
    "all fine",
    "all good",
    "all is fine",
    "all is good",
    "all is ok",
    "all is well",
    "all ok",
    "all well",
    "as before",
    "as discussed",
    "as usual",
    "by design",
    "checked",
    "done",
    "everything is fine",
    "everything is ok",
    "everything ok",
    "fine",
    "good",
    "it works",
    "later",
    "lgtm",
    "looks good",
    "looks good to me",
    "low risk",
    "no",
    "no change",
    "no changes",
    "no comment",
    "no comments",
    "no effect",
    "no effects",
    "no findings",
    "no impact",
    "no issues",
    "no problem",
    "no problems",
    "no remarks",
    "no risk",
    "no risks",
    "not affected",
    "not an issue",
    "not applicable",
    "not critical",
    "not needed",
    "not relevant",
    "not safety relevant",
    "noted",
    "nothing",
    "obvious",
    "of course",
    "ok",
    "okay",
    "same as before",
    "see above",
    "see code",
    "see ticket",
    "self-explanatory",
    "should be fine",
    "should work",
    "sure",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "to be done",
    "to follow",
    "trivial",
    "uncritical",
    "will be done",
    "will follow",
    "works",
    "yes",
];

/// Words that tell a verdict. Alone they give no reason, and are an answer where a verdict is what is asked for. Sorted.
const VERDICTS: &[&str] = &["accepted", "agreed", "approved", "complete", "completed", "implemented", "met", "passed", "reviewed", "tested", "verified"];

/// The longest text, in bytes, that is checked for assent.
const LONGEST_ASSENT: usize = 120;

/// Whether a text says something: it is not empty, no placeholder that stands where something is still to be written, and more
/// than words of assent.
pub fn says_something(text: &str) -> bool {
    is_stated(text) && !is_assent(text)
}

/// Whether a value that is no sentence is stated: a version, a path, a word of an enumeration.
pub fn is_stated(text: &str) -> bool {
    !is_placeholder(text) && !NOTHING.contains(&bare(text).as_str())
}

/// Whether a text is nothing but words of assent, dismissal or delay, or of a verdict: "Yes.", "All is well", "OK, tested".
pub fn is_assent(text: &str) -> bool {
    consists_of(text, |phrase| is_dismissal(phrase) || VERDICTS.binary_search(&phrase).is_ok())
}

/// Whether a text says something where a field wants this.
pub fn fills(text: &str, wants: Wants) -> bool {
    is_stated(text) && !gives_no_reason(text, wants, &[])
}

/// Whether a text consists of phrases that say nothing where a field wants this: those that never do, and a project's `own`.
pub fn gives_no_reason(text: &str, wants: Wants, own: &[String]) -> bool {
    let verdict = |phrase: &str| VERDICTS.binary_search(&phrase).is_ok();
    let is_own = |phrase: &str| own.iter().any(|own| own == phrase);
    match wants {
        Wants::Name => false,
        Wants::Verdict | Wants::Sentence if !own.is_empty() && is_own(&phrase(text)) => true,
        Wants::Verdict => consists_of(text, |phrase| is_dismissal(phrase) || is_own(phrase)),
        Wants::Sentence => consists_of(text, |phrase| is_dismissal(phrase) || verdict(phrase) || is_own(phrase)),
    }
}

fn is_dismissal(phrase: &str) -> bool {
    ASSENT.binary_search(&phrase).is_ok()
}

fn consists_of(text: &str, known: impl Fn(&str) -> bool) -> bool {
    if text.len() > LONGEST_ASSENT {
        return false;
    }
    let mut phrases = text.split(['.', ',', ';', ':', '!', '?', '–', '—']).map(phrase).filter(|p| !p.is_empty()).peekable();
    phrases.peek().is_some() && phrases.all(|p| known(&p))
}

/// A phrase in lower case, with one blank between its words and no mark around them.
pub fn phrase(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether anything in a value says something: of a list or a group, one of its parts.
pub fn says(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(|i| says(&i.value)),
        Value::Group(fields) => fields.iter().any(|(_, e)| says(&e.value)),
        Value::Date(_) => true,
        Value::Text(_) | Value::Prose(_) => value.text().is_some_and(says_something),
        Value::Word(_) | Value::Record { .. } => value.text().is_some_and(is_stated),
    }
}

/// Whether a text is blank or nothing but a placeholder. "None" is none: in many a field it is the answer.
pub fn is_placeholder(text: &str) -> bool {
    let bare = bare(text);
    // "TODO: ask the hospital" is written where the answer is still to come.
    let is_open = || bare.split_once(':').is_some_and(|(first, _)| ["fixme", "tba", "tbc", "tbd", "todo"].contains(&first.trim_end()));
    !bare.chars().any(char::is_alphanumeric) || PLACEHOLDERS.contains(&bare.as_str()) || is_open()
}

fn bare(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', ':']).trim().to_lowercase()
}
