//! Cobertura's XML. Its DTD is neither fetched nor read, and no entity of it is expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Fault, Files, ran};
use crate::load::evidence::xml::attribute;
use crate::model::{Counted, CoveredFile, Line};
use crate::source::{FileId, Span};

/// How deep elements may stand in one another: a report needs eight.
const DEEPEST: usize = 64;

/// Reads a report to its end.
///
/// # Errors
/// When it is not well-formed, ends early, or is no Cobertura report: where, and what is wrong.
pub(super) fn parse(text: &str, file: FileId) -> Result<Vec<CoveredFile>, Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut files = Files::default();
    let mut open: Vec<String> = Vec::new();
    let (mut root, mut packages) = (false, false);
    // The class that is being read: its file.
    let mut class: Option<usize> = None;
    let mut roots: Vec<String> = Vec::new();
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let span = Span::new(file, start.min(text.len()), (reader.buffer_position() as usize).min(text.len()));
        let fault = |words: String| (span, words);
        match event {
            Err(error) => return Err(fault(error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => {
                let name = element.name().as_ref().to_owned();
                if open.is_empty() && (root || name != "coverage") {
                    return Err(fault("no Cobertura report: one element `coverage` is expected".to_owned()));
                }
                root = true;
                if open.len() >= DEEPEST {
                    return Err(fault(format!("elements stand more than {DEEPEST} deep in one another")));
                }
                match name.as_str() {
                    "packages" => packages = true,
                    "source" => roots.push(String::new()),
                    "class" => {
                        let path = attribute(&element, "filename").map_err(fault)?.filter(|p| !p.trim().is_empty());
                        let path = path.ok_or_else(|| fault("a class without `filename`".to_owned()))?;
                        class = Some(files.file(&below(&roots, &path), span));
                    }
                    "line" => {
                        if let Some(file) = class.map(|at| &mut files.files[at]) {
                            line(&element, file).map_err(fault)?;
                        }
                    }
                    _ => {}
                }
                open.push(name);
            }
            // The usual declaration names a DTD; one with declarations of its own could define entities.
            Ok(Event::DocType(declared)) if declared.contains('[') => {
                return Err(fault("its document type declares things of its own; none is ever read".to_owned()));
            }
            Ok(Event::Text(words)) => {
                if let Some(root) = roots.last_mut().filter(|_| open.last().is_some_and(|n| n == "source")) {
                    root.push_str(words.as_ref());
                }
            }
            Ok(Event::End(_)) => {
                if open.pop().as_deref() == Some("class") {
                    class = None;
                }
            }
            Ok(_) => {}
        }
    }
    let end = Span::new(file, text.len(), text.len());
    match open.last() {
        Some(name) => Err((end, format!("the report ends inside `{name}`"))),
        // Other tools call their root `coverage` too.
        None if !packages => Err((Span::new(file, 0, 0), "no Cobertura report: it has no `packages`".to_owned())),
        None => Ok(files.finish()),
    }
}

/// A path below the root of the sources, where the report names a single one.
fn below(roots: &[String], path: &str) -> String {
    let absolute = path.starts_with(['/', '\\']) || path.get(1..2) == Some(":");
    match roots {
        [root] if !absolute => format!("{}/{path}", root.trim()),
        _ => path.to_owned(),
    }
}

fn line(element: &BytesStart, file: &mut CoveredFile) -> Result<(), String> {
    let number = attribute(element, "number")?.and_then(|n| n.trim().parse::<u32>().ok());
    let number = number.ok_or("a line without a `number` from 0 on")?;
    let hits = attribute(element, "hits")?;
    let hit = hits.as_deref().and_then(|h| ran(h.trim())).ok_or_else(|| format!("line {number} has no `hits` from 0 on"))?;
    file.lines.push(Line { number, hit });
    let Some(conditions) = attribute(element, "condition-coverage")? else { return Ok(()) };
    // `50% (1/2)`; without the numbers there is nothing to count.
    let Some((taken, total)) = conditions.split_once('(').and_then(|(_, rest)| rest.split_once(')')).and_then(|(inner, _)| inner.split_once('/')) else {
        return Ok(());
    };
    match (taken.trim().parse::<u32>(), total.trim().parse::<u32>()) {
        (Ok(taken), Ok(total)) if taken <= total => file.counted.push(Counted { line: number, taken, total }),
        _ => return Err(format!("line {number} has no such number of branches: ({taken}/{total})")),
    }
    Ok(())
}
