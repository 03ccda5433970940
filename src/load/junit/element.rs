//! Counts and words of a report's elements.

use quick_xml::Error;
use quick_xml::events::{BytesStart, Event};

use crate::load::xml::attribute;
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
    text.parse().map(Some).map_err(|_| format!("it says {key}: `{}`, which is no count", clean(text)))
}

/// What the attributes of GoogleTest, CTest and others say that have a word for how it went.
pub(super) fn verdict_of_status(status: &str, result: &str) -> Outcome {
    let one = |word: &str| match word.to_ascii_lowercase().as_str() {
        "fail" | "failed" | "failure" => Outcome::Failure,
        "error" | "errored" | "broken" | "timeout" => Outcome::Error,
        "notrun" | "disabled" | "skipped" | "ignored" | "suppressed" | "pending" | "todo" => Outcome::Skipped,
        _ => Outcome::Pass,
    };
    one(status).max(one(result))
}

/// A text without control characters: they are written out, white space is one blank.
pub(super) fn clean(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Why an event could not be read.
pub(super) fn words(error: &Error) -> String {
    match error {
        Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => format!("a byte here is no text: {error}"),
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
