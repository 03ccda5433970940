//! What says something, and what says nothing: placeholders that stand where something is still to be written, and words of
//! assent that give no reason.

use super::record::Value;

/// Placeholders, in lower case and without a mark at their end.
const PLACEHOLDERS: &[&str] = &["", "?", "-", "--", "–", "—", "...", "…", "n/a", "n.a", "na", "null", "tba", "tbc", "tbd", "todo", "xxx"];

/// Words that say nothing where something is asked for, and are an answer where nobody asked.
const NOTHING: &[&str] = &["nil", "none", "x"];

/// Words of assent, dismissal or delay. Alone they give no reason. Sorted.
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
    "as usual",
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
    "no",
    "no issues",
    "no problem",
    "no problems",
    "not applicable",
    "not critical",
    "not needed",
    "not relevant",
    "nothing",
    "obvious",
    "of course",
    "ok",
    "okay",
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

/// Whether a text is nothing but words of assent, dismissal or delay: "Yes.", "All is well", "OK, done", "Later".
pub fn is_assent(text: &str) -> bool {
    if text.len() > LONGEST_ASSENT {
        return false;
    }
    let mut phrases = text.split(['.', ',', ';', ':', '!', '?', '–', '—']).map(phrase).filter(|p| !p.is_empty()).peekable();
    phrases.peek().is_some() && phrases.all(|p| ASSENT.binary_search(&p.as_str()).is_ok())
}

/// A phrase in lower case, with one blank between its words and no mark around them.
fn phrase(text: &str) -> String {
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
    !bare.chars().any(char::is_alphanumeric) || PLACEHOLDERS.contains(&bare.as_str())
}

fn bare(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', ':']).trim().to_lowercase()
}
