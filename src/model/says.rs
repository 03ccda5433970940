//! What says something, and what says nothing: placeholders that stand where something is still to be written.

use super::record::Value;

/// Placeholders, in lower case and without a mark at their end.
const PLACEHOLDERS: &[&str] = &["", "?", "-", "--", "–", "—", "...", "…", "n/a", "n.a", "na", "null", "tba", "tbc", "tbd", "todo", "xxx"];

/// Words that say nothing where something is asked for, and are an answer where nobody asked.
const NOTHING: &[&str] = &["nil", "none", "x"];

/// Whether a text says something: it is not empty, and no placeholder that stands where something is still to be written.
pub fn says_something(text: &str) -> bool {
    !is_placeholder(text) && !NOTHING.contains(&bare(text).as_str())
}

/// Whether anything in a value says something: of a list or a group, one of its parts.
pub fn says(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(|i| says(&i.value)),
        Value::Group(fields) => fields.iter().any(|(_, e)| says(&e.value)),
        Value::Date(_) => true,
        Value::Text(_) | Value::Word(_) | Value::Prose(_) | Value::Record { .. } => value.text().is_some_and(says_something),
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
