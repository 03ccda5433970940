//! JUnit XML: cases with their outcomes and places.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{Case, Outcome};
use crate::source::{FileId, Span};

/// A report as it was read.
#[derive(Debug, Default)]
pub(super) struct Junit {
    pub(super) cases: Vec<Case>,
    /// The newest `timestamp` of a suite, its date part.
    pub(super) date: Option<jiff::civil::Date>,
}

/// Reads a report to its end.
///
/// # Errors
/// When it is not well-formed, ends early, or is no JUnit report: where, and what is wrong.
pub(super) fn parse(text: &str, file: FileId) -> Result<Junit, (Span, String)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut junit = Junit::default();
    let mut open: Vec<String> = Vec::new();
    let mut case: Option<Case> = None;
    let mut root = false;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let span = Span::new(file, start.min(text.len()), (reader.buffer_position() as usize).min(text.len()));
        match event {
            Err(error) => return Err((span, error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => {
                let name = element.name().as_ref().to_owned();
                if open.is_empty() {
                    if root || !matches!(name.as_str(), "testsuites" | "testsuite") {
                        return Err((span, format!("`{name}` is no JUnit report: `testsuites` or `testsuite` is expected")));
                    }
                    root = true;
                }
                let attribute = |key: &str| attribute(&element, key).map_err(|e| (span, e));
                match name.as_str() {
                    "testcase" => {
                        let (name, classname) = (attribute("name")?.unwrap_or_default(), attribute("classname")?.unwrap_or_default());
                        case = Some(Case { name, classname, outcome: Outcome::Pass, message: String::new(), span });
                    }
                    "testsuite" => {
                        let date = attribute("timestamp")?.and_then(|t| t.get(..10)?.parse().ok());
                        junit.date = junit.date.max(date);
                    }
                    "failure" | "error" | "skipped" => {
                        let outcome = match name.as_str() {
                            "failure" => Outcome::Failure,
                            "error" => Outcome::Error,
                            _ => Outcome::Skipped,
                        };
                        if let Some(case) = case.as_mut().filter(|_| open.last().is_some_and(|n| n == "testcase")) {
                            if outcome > case.outcome {
                                case.message = attribute("message")?.unwrap_or_default();
                            }
                            case.outcome = case.outcome.max(outcome);
                        }
                    }
                    _ => {}
                }
                open.push(name);
            }
            Ok(Event::End(_)) => {
                if open.pop().as_deref() == Some("testcase") {
                    junit.cases.extend(case.take());
                }
            }
            Ok(_) => {}
        }
    }
    match open.last() {
        Some(name) => Err((Span::new(file, text.len(), text.len()), format!("the report ends inside `{name}`"))),
        None if !root => Err((Span::new(file, 0, 0), "the report is empty".to_owned())),
        None => Ok(junit),
    }
}

fn attribute(element: &BytesStart, key: &str) -> Result<Option<String>, String> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        if attribute.key.as_ref() == key {
            return quick_xml::escape::unescape(&attribute.value).map(|v| Some(v.into_owned())).map_err(|e| e.to_string());
        }
    }
    Ok(None)
}
