//! Cobertura's XML. Its DTD is neither fetched nor read, and no entity of it is expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::total::{Found, Stated, rate_fault};
use super::{Fault, Files, Parsed, ran, unite_file};
use crate::load::evidence::xml::attribute;
use crate::model::{Counted, CoveredFile, Line};
use crate::source::{FileId, Span};

/// How deep elements may stand in one another: a report needs eight.
const DEEPEST: usize = 64;

/// Reads a report to its end.
///
/// # Errors
/// When it is not well-formed, ends early, or is no Cobertura report: where, and what is wrong.
pub(super) fn parse(text: &str, file: FileId) -> Result<Parsed, Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut files = Files::default();
    let mut open: Vec<String> = Vec::new();
    let (mut root, mut packages) = (false, false);
    let mut class: Option<Class> = None;
    let mut roots: Vec<String> = Vec::new();
    let mut totals = Totals::default();
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
                    return Err(fault("no coverage report of a known format: an element `coverage` or `report` is expected".to_owned()));
                }
                if !root {
                    totals.state(&element, span).map_err(fault)?;
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
                        let file = files.file(&below(&roots, &path), span);
                        let rate = rate(&element).map_err(fault)?;
                        class = Some(Class { file, span, rate, own: CoveredFile::new(path, span) });
                    }
                    "line" => {
                        if let Some(class) = &mut class {
                            line(&element, &mut class.own).map_err(fault)?;
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
                if open.pop().as_deref() == Some("class")
                    && let Some(ended) = class.take()
                {
                    totals.add(ended, &mut files);
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
        None => {
            let files = files.finish();
            let doubts = totals.doubts(&files);
            Ok((files, doubts))
        }
    }
}

/// A class under reading. Several of them may share a file, and each states the rate of its own lines.
struct Class {
    file: usize,
    span: Span,
    rate: Option<f64>,
    own: CoveredFile,
}

/// What the report states as a whole, and what its classes hold.
#[derive(Default)]
struct Totals {
    span: Option<Span>,
    rate: Option<f64>,
    lines: (Option<usize>, Option<usize>),
    branches: (Option<usize>, Option<usize>),
    /// Lines and branches of all classes. A line of two classes is counted twice, as some producers do.
    found: (Found, Found),
    doubts: Vec<Fault>,
}

impl Totals {
    fn state(&mut self, element: &BytesStart, span: Span) -> Result<(), String> {
        let count = |key: &str| -> Result<Option<usize>, String> {
            let Some(text) = attribute(element, key)?.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
            text.trim().parse().map(Some).map_err(|_| format!("`{key}` is not a count from 0 on"))
        };
        self.span = Some(span);
        self.rate = rate(element)?;
        self.lines = (count("lines-valid")?, count("lines-covered")?);
        self.branches = (count("branches-valid")?, count("branches-covered")?);
        Ok(())
    }

    /// Takes in a class that was read to its end.
    fn add(&mut self, class: Class, files: &mut Files) {
        let Class { file, span, rate, mut own } = class;
        unite_file(&mut own);
        let lines = Found::lines(&own);
        self.found.0.add(lines);
        self.found.1.add(Found::branches(&own));
        self.doubts.extend(rate.and_then(|rate| rate_fault(span, "line-rate", &own.path, rate, lines)));
        let file = &mut files.files[file];
        file.lines.append(&mut own.lines);
        file.counted.append(&mut own.counted);
    }

    /// Where the totals are not what the lines add up to; those of the whole report come first.
    fn doubts(mut self, files: &[CoveredFile]) -> Vec<Fault> {
        let Some(span) = self.span else { return self.doubts };
        let (mut lines, mut branches) = (Found::default(), Found::default());
        for file in files {
            lines.add(Found::lines(file));
            branches.add(Found::branches(file));
        }
        let names = ("lines-valid", "lines-covered", "lines");
        let stated = Stated { span, of: "", names, all: self.lines.0, ran: self.lines.1 };
        let whole = match (stated.fault(lines, self.found.0), self.lines) {
            (None, (None, _)) => self.rate.and_then(|rate| rate_fault(span, "line-rate", "", rate, lines)),
            (fault, _) => fault,
        };
        let names = ("branches-valid", "branches-covered", "branches");
        let stated = Stated { span, of: "", names, all: self.branches.0, ran: self.branches.1 };
        // A report that names no branch shows none, whatever it counts.
        let whole = whole.into_iter().chain(stated.fault(branches, self.found.1).filter(|_| branches.all > 0));
        self.doubts.splice(0..0, whole);
        self.doubts
    }
}

/// The share of lines that ran, where an element states it as a number.
fn rate(element: &BytesStart) -> Result<Option<f64>, String> {
    Ok(attribute(element, "line-rate")?.and_then(|rate| rate.trim().parse().ok()))
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
