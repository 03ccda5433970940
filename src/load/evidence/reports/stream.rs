//! XML reports: read as a stream, of which only the cases are kept, since a report may be far larger than what is known of it.

use std::io::Read;

use quick_xml::Error;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::format_of;
use super::gather::{Gather, MESSAGE, cut};
use super::input::Input;
use crate::load::evidence::xml::{attribute, entity};
use crate::source::Span;

/// How deep elements may lie in each other.
const DEPTH: usize = 64;

/// An element that begins.
pub(super) struct Element<'a> {
    /// The element itself.
    pub(super) start: &'a BytesStart<'a>,
    /// Its name without the prefix of a namespace.
    pub(super) name: &'a str,
    /// The names of the elements around it, outermost first.
    pub(super) within: &'a [String],
    pub(super) place: (u32, u32),
}

impl Element<'_> {
    /// An attribute.
    ///
    /// # Errors
    /// When the attributes are not well-formed.
    pub(super) fn attribute(&self, key: &str) -> Result<Option<String>, String> {
        attribute(self.start, key)
    }

    /// The name of the element that it stands in.
    pub(super) fn parent(&self) -> &str {
        self.within.last().map_or("", String::as_str)
    }

    /// Its place, kept for a finding.
    pub(super) fn span(&self, gather: &mut Gather) -> Span {
        gather.element(self.start, self.place)
    }
}

/// A format of XML reports. Whatever it does not know it leaves out; what it cannot do without is an error.
pub(super) trait Format {
    /// An element begins.
    ///
    /// # Errors
    /// When the report is not of the format: in words.
    fn start(&mut self, gather: &mut Gather, element: &Element) -> Result<(), String>;

    /// An element ends: its name, those around it, and the text in it behind its last element, cut.
    ///
    /// # Errors
    /// As [`Format::start`].
    fn end(&mut self, gather: &mut Gather, name: &str, within: &[String], text: &str) -> Result<(), String>;

    /// A piece of text.
    fn text(&mut self, _text: &str) {}
}

/// Reads a report to its end.
///
/// # Errors
/// When it is not well-formed, ends early, or is of no known format: where, and what is wrong.
pub(super) fn read<R: Read>(input: Input<R>, gather: &mut Gather) -> Result<(), (Span, String)> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().expand_empty_elements = true;
    let mut format: Option<Box<dyn Format>> = None;
    let mut open: Vec<String> = Vec::new();
    let (mut buffer, mut text) = (Vec::new(), String::new());
    loop {
        buffer.clear();
        let place = reader.get_ref().place();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => {
                let (at, line) = if is_no_text(&error) { reader.get_ref().recent_bytes() } else { reader.get_ref().recent() };
                return Err((gather.span(at, &line), words(&error)));
            }
        };
        let (done, in_text) = (matches!(event, Event::Eof), matches!(event, Event::Text(_)));
        if place == (1, 1) && !done {
            // The report as a whole has a place, too.
            gather.span(place, &written(&event));
        }
        let result = match event {
            Event::Start(_) if open.is_empty() && format.is_some() => Err("a second root stands behind the end of the report".to_owned()),
            Event::Start(_) if open.len() >= DEPTH => Err(format!("elements lie more than {DEPTH} deep in each other")),
            Event::Start(start) => {
                text.clear();
                let name = start.local_name().as_ref().to_owned();
                let element = Element { start: &start, name: &name, within: &open, place };
                let begun = match &mut format {
                    Some(format) => format.start(gather, &element),
                    None => format_of(&name).and_then(|new| format.insert(new).start(gather, &element)),
                };
                open.push(name);
                begun
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                let ended = format.as_mut().map_or(Ok(()), |format| format.end(gather, &name, &open, &text));
                text.clear();
                ended
            }
            Event::Text(text) if open.is_empty() && !text.trim().is_empty() && text.trim() != "\u{feff}" => {
                Err("text stands outside the report".to_owned())
            }
            Event::Text(piece) => {
                pass(&mut format, &mut text, &piece);
                Ok(())
            }
            Event::CData(piece) => {
                pass(&mut format, &mut text, &piece);
                Ok(())
            }
            Event::GeneralRef(name) => entity(&name).map(|c| pass(&mut format, &mut text, c.encode_utf8(&mut [0; 4]))),
            Event::DocType(_) => Err("it has a document type declaration, which could define entities; none is ever read".to_owned()),
            _ => Ok(()),
        };
        if let Err(words) = result {
            let (at, line) = reader.get_ref().recent();
            let (at, piece) = if in_text || place.0 == at.0 { (at, line) } else { (place, String::new()) };
            return Err((gather.span(at, &piece), words));
        }
        if done {
            break;
        }
    }
    if open.is_empty() && format.is_some() {
        return Ok(());
    }
    let (at, line) = reader.get_ref().recent();
    let words = if format.is_some() { "the report ends before its last element does" } else { "the report is empty" };
    Err((gather.span(at, &line), words.to_owned()))
}

/// Takes in a piece of text.
fn pass(format: &mut Option<Box<dyn Format>>, text: &mut String, piece: &str) {
    if text.len() < MESSAGE {
        text.push_str(&cut(piece, MESSAGE));
    }
    if let Some(format) = format {
        format.text(piece);
    }
}

/// Whether an event could not be read because its bytes are no text.
fn is_no_text(error: &Error) -> bool {
    matches!(error, Error::Encoding(_)) || matches!(error, Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData)
}

/// Why an event could not be read.
fn words(error: &Error) -> String {
    match error {
        error if is_no_text(error) => format!("a byte here is no text: {error}"),
        other => other.to_string(),
    }
}

/// The first event of a file, roughly as it is written.
fn written(event: &Event) -> String {
    match event {
        Event::Start(start) => format!("<{}>", &**start),
        Event::Decl(declaration) => format!("<?{}?>", &**declaration),
        Event::Comment(text) => format!("<!--{}-->", &**text),
        Event::Text(text) => text.to_string(),
        _ => String::new(),
    }
}
