//! SVG: a drawing that does nothing but draw. What is not known to be harmless is refused.

mod cost;
mod css;
mod names;
mod references;

use std::sync::Mutex;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::reader::NsReader;

use super::fault::Fault;
use crate::load::evidence::xml::entity;
use cost::Cost;
use names::{Foreign, SVG, XLINK, XML, animated, element, foreign, is_inert};

/// Looks into a drawing, and gives back the words that are drawn in it; `one_large` holds for pictures in it, too.
///
/// # Errors
/// When it is not well-formed, holds what is not drawn, or would take too long to draw.
pub(super) fn check(bytes: &[u8], one_large: &Mutex<()>) -> Result<String, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::unreadable("is not UTF-8").help("save the drawing as UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = NsReader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    reader.config_mut().expand_empty_elements = true;
    let mut drawing = Drawing { cost: Cost::default(), open: Vec::new(), style: String::new(), words: String::new(), closed: false, pixels: 0, one_large };
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event();
        // A message names the line in the drawing: its own place is in the chapter.
        let line = || text.get(..at).map_or(0, |before| before.matches('\n').count()) + 1;
        let done = match &event {
            Err(error) => Err(Fault::unreadable(format!("is not well-formed XML ({error})"))),
            Ok(Event::Eof) => break,
            Ok(event) => drawing.event(event, &reader),
        };
        done.map_err(|fault| Fault { words: format!("{} (line {} of the file)", fault.words, line()), ..fault })?;
    }
    if !drawing.closed {
        return Err(Fault::unreadable("ends in the middle: a part of the file is missing"));
    }
    drawing.cost.bounded()?;
    Ok(drawing.words)
}

/// What the text in an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// A style sheet.
    Style,
    /// Words that are drawn.
    Words,
    /// Nothing to see.
    Nothing,
}

/// What has been met so far.
struct Drawing<'a> {
    cost: Cost,
    /// The open elements.
    open: Vec<Inside>,
    /// The style sheet that is open.
    style: String,
    /// The words that are drawn, as they are read.
    words: String,
    closed: bool,
    /// The pixels of all embedded pictures.
    pixels: u64,
    one_large: &'a Mutex<()>,
}

impl Drawing<'_> {
    fn event(&mut self, event: &Event, reader: &NsReader<&[u8]>) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.start(start, reader),
            Event::End(_) => self.end(),
            Event::GeneralRef(name) => {
                let c = entity(name).map_err(|words| Fault::unreadable(format!("is not well-formed: {words}")))?;
                self.text(c.encode_utf8(&mut [0; 4]));
                Ok(())
            }
            Event::Text(text) if self.open.is_empty() && !text.trim().is_empty() => Err(Fault::unreadable("holds text outside the drawing")),
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(name)) if !["utf-8", "utf8", "us-ascii", "ascii"].contains(&name.to_ascii_lowercase().as_str()) => {
                    Err(Fault::unreadable(format!("says that it is not UTF-8 but {}", name.escape_default())).help("save the drawing as UTF-8"))
                }
                _ => Ok(()),
            },
            Event::DocType(text) if text.contains('[') => {
                Err(Fault::unsafe_content("declares entities of its own (<!DOCTYPE … [ … ]>)").help("export the drawing as plain SVG"))
            }
            Event::PI(text) if text.target().to_ascii_lowercase().starts_with("xml") => {
                Err(Fault::unsafe_content("names a style sheet (<?xml-stylesheet?>)"))
            }
            Event::Text(text) => {
                self.text(text);
                Ok(())
            }
            Event::CData(text) => {
                self.text(text);
                Ok(())
            }
            Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) | Event::Eof => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Inside::Style) => self.style.push_str(text),
            Some(Inside::Words) => self.words.push_str(text),
            Some(Inside::Nothing) | None => {}
        }
    }

    fn start(&mut self, start: &BytesStart, reader: &NsReader<&[u8]>) -> Result<(), Fault> {
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let name = name.as_ref();
        let svg = bound(&namespace)? == Some(SVG);
        if self.open.is_empty() && (self.closed || !svg || name != "svg") {
            return Err(Fault::unreadable("is not an SVG drawing: its outermost element is not one <svg> of the namespace of SVG"));
        }
        if svg {
            element(name)?;
        } else if let Some(space) = bound(&namespace)? {
            match foreign(space) {
                Foreign::Ignored => {}
                Foreign::Html => return Err(names::html(name)),
                Foreign::Known => return Err(Fault::unsafe_content(format!("holds <{}> of another language", shown(name)))),
            }
        }
        self.cost.open(name, self.open.len())?;
        let inside = match (name, self.open.last()) {
            ("style", _) if svg => Inside::Style,
            ("title" | "desc" | "metadata", _) if svg => Inside::Nothing,
            ("text", _) if svg => Inside::Words,
            (_, Some(Inside::Words)) => Inside::Words,
            (_, Some(Inside::Style | Inside::Nothing) | None) => Inside::Nothing,
        };
        self.open.push(inside);
        if svg { self.attributes(name, start, reader) } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.cost.close();
        if self.open.pop() == Some(Inside::Style) {
            let style = std::mem::take(&mut self.style);
            self.cost.everywhere(css::check(&style)?, style.contains("marker"));
        }
        self.closed = self.open.is_empty();
        Ok(())
    }

    fn attributes(&mut self, of: &str, start: &BytesStart, reader: &NsReader<&[u8]>) -> Result<(), Fault> {
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| Fault::unreadable(format!("is not well-formed XML ({e})")))?;
            let key: QName = attribute.key;
            if key.as_namespace_binding().is_some() {
                continue;
            }
            let value = quick_xml::escape::unescape(&attribute.value).map_err(|e| Fault::unreadable(format!("is not well-formed XML ({e})")))?;
            let (namespace, name) = reader.resolver().resolve_attribute(key);
            match bound(&namespace)? {
                None => self.plain(of, name.as_ref(), &value)?,
                Some(XLINK) if name.as_ref() == "href" => self.href(of, &value)?,
                Some(XML) if name.as_ref() == "base" => return Err(Fault::unsafe_content("changes what its references lead to (xml:base)")),
                Some(XLINK | XML) => {}
                Some(space) => match foreign(space) {
                    Foreign::Ignored => {}
                    Foreign::Html | Foreign::Known => {
                        return Err(Fault::unsafe_content(format!("has an attribute {} of another language", shown(name.as_ref()))));
                    }
                },
            }
        }
        Ok(())
    }

    /// An attribute of SVG itself.
    fn plain(&mut self, of: &str, name: &str, value: &str) -> Result<(), Fault> {
        match name {
            "href" | "src" => self.href(of, value),
            "attributeName" => animated(value),
            "spreadMethod" if matches!(value.trim(), "reflect" | "repeat") => {
                let words = format!("holds a gradient that repeats (spreadMethod=\"{}\"), which an archivable PDF cannot show", value.trim());
                Err(Fault::unreadable(words).help("export the drawing as PNG"))
            }
            _ if name.to_ascii_lowercase().starts_with("on") => {
                Err(Fault::unsafe_content(format!("holds a script: the attribute {} of <{of}>", shown(name))))
            }
            _ if is_inert(name) => {
                self.cost.shape(name, value);
                Ok(())
            }
            _ => {
                let used = css::check(value)?;
                self.cost.uses(used, name.contains("marker") || value.contains("marker"));
                Ok(())
            }
        }
    }

    fn href(&mut self, of: &str, value: &str) -> Result<(), Fault> {
        if of == "a" {
            return references::link(value);
        }
        match references::target(of, value, self.one_large)? {
            references::Target::Nothing => Ok(()),
            references::Target::Part(id) => {
                self.cost.uses(vec![id], false);
                Ok(())
            }
            references::Target::Picture(pixels) => {
                self.pixels += pixels;
                self.cost.picture(pixels);
                if self.pixels > super::raster::PIXELS {
                    let words = format!("embeds pictures of more than {} million pixels", super::raster::PIXELS / 1_000_000);
                    return Err(Fault::large(words));
                }
                Ok(())
            }
        }
    }
}

/// The namespace of a name, if it has one.
fn bound<'n>(found: &ResolveResult<'n>) -> Result<Option<&'n str>, Fault> {
    match found {
        ResolveResult::Bound(Namespace(name)) => Ok(Some(name)),
        ResolveResult::Unbound => Ok(None),
        ResolveResult::Unknown(prefix) => Err(Fault::unreadable(format!("uses the prefix {}, which it does not declare", shown(prefix)))),
    }
}

/// A name as it is printed: short, without characters that are not seen.
fn shown(name: &str) -> String {
    name.chars().take(40).flat_map(char::escape_default).collect()
}
