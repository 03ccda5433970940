//! XML reports of coverage: which format one is, and the walk through its elements. Nothing that a document declares is expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::clover::Clover;
use super::cobertura::Cobertura;
use super::jacoco::Jacoco;
use super::{Fault, Parsed};
use crate::load::evidence::xml::attribute;
use crate::source::{FileId, Span};

/// How deep elements may stand in one another: a report needs eight.
const DEEPEST: usize = 64;

/// The elements around one, outermost first.
#[derive(Default)]
pub(super) struct Elements(Vec<String>);

impl Elements {
    /// Whether there is none: what begins is the root.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name of the innermost one.
    pub(super) fn parent(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }
}

/// A format of XML reports.
pub(super) trait Format {
    /// An element begins.
    ///
    /// # Errors
    /// When it is not as the format has it: in words.
    fn start(&mut self, element: &BytesStart, name: &str, within: &Elements, span: Span) -> Result<(), String>;

    /// Words stand in an element.
    fn text(&mut self, _: &str, _: &Elements) {}

    /// An element ends.
    fn end(&mut self, name: &str);

    /// What was read; `whole` is the place of the report.
    ///
    /// # Errors
    /// When it shows nothing.
    fn finish(self: Box<Self>, whole: Span) -> Result<Parsed, Fault>;
}

/// Reads a report to its end.
///
/// # Errors
/// When it is not well-formed, ends early, or is of no known format: where, and what is wrong.
pub(super) fn parse(text: &str, file: FileId) -> Result<Parsed, Fault> {
    // Clover and Cobertura call their root alike: what stands in it tells them apart.
    let format: Box<dyn Format> = match &begin(text)[..] {
        [root, ..] if root == "report" => Box::new(Jacoco::default()),
        [root, first] if root == "coverage" && first == "project" => Box::new(Clover::default()),
        _ => Box::new(Cobertura::default()),
    };
    walk(text, file, format)
}

/// The names of the root and of the first element in it, as far as they can be read.
fn begin(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let mut names = Vec::new();
    while names.len() < 2 {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => names.push(element.name().as_ref().to_owned()),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    names
}

fn walk(text: &str, file: FileId, mut format: Box<dyn Format>) -> Result<Parsed, Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open = Elements::default();
    let mut whole = None;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let span = Span::new(file, start.min(text.len()), (reader.buffer_position() as usize).min(text.len()));
        let fault = |words: String| (span, words);
        match event {
            Err(error) => return Err(fault(error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(_)) if open.0.is_empty() && whole.is_some() => {
                return Err(fault("a second root stands behind the end of the report".to_owned()));
            }
            Ok(Event::Start(_)) if open.0.len() >= DEEPEST => return Err(fault(format!("elements stand more than {DEEPEST} deep in one another"))),
            Ok(Event::Start(element)) => {
                whole = whole.or(Some(span));
                let name = element.name().as_ref().to_owned();
                format.start(&element, &name, &open, span).map_err(fault)?;
                open.0.push(name);
            }
            Ok(Event::Text(words)) => format.text(words.as_ref(), &open),
            Ok(Event::End(_)) => {
                let name = open.0.pop().unwrap_or_default();
                format.end(&name);
            }
            // The usual declaration names a DTD; one with declarations of its own could define entities.
            Ok(Event::DocType(declared)) if declared.contains('[') => {
                return Err(fault("its document type declares things of its own; none is ever read".to_owned()));
            }
            Ok(_) => {}
        }
    }
    match (open.0.last(), whole) {
        (Some(name), _) => Err((Span::new(file, text.len(), text.len()), format!("the report ends inside `{name}`"))),
        (None, whole) => format.finish(whole.unwrap_or(Span::new(file, 0, 0))),
    }
}

/// A count in an attribute.
///
/// # Errors
/// When it is no number from 0 on.
pub(super) fn count(element: &BytesStart, key: &str) -> Result<Option<u32>, String> {
    let Some(text) = attribute(element, key)? else { return Ok(None) };
    let digits = !text.trim().is_empty() && text.trim().bytes().all(|b| b.is_ascii_digit());
    // A count that is too large for us is a large one.
    if digits { Ok(Some(text.trim().parse().unwrap_or(u32::MAX))) } else { Err(format!("`{key}` is not a count from 0 on")) }
}

/// The number of a line in an attribute.
///
/// # Errors
/// When there is none.
pub(super) fn number(element: &BytesStart, key: &str) -> Result<u32, String> {
    attribute(element, key)?.and_then(|number| number.trim().parse().ok()).ok_or_else(|| format!("a line without `{key}` from 0 on"))
}
