//! Cobertura's XML.

use quick_xml::events::BytesStart;

use super::total::{Found, Stated, rate_fault};
use super::xml::{Elements, Format};
use super::{Fault, Files, Parsed, ran, unite_file};
use crate::load::evidence::xml::attribute;
use crate::model::{Counted, CoveredFile, Line};
use crate::source::Span;

/// A report under reading.
#[derive(Default)]
pub(super) struct Cobertura {
    files: Files,
    /// Other tools call their root `coverage` too; only Cobertura's has packages.
    packages: bool,
    class: Option<Class>,
    roots: Vec<String>,
    totals: Totals,
}

impl Format for Cobertura {
    fn start(&mut self, element: &BytesStart, name: &str, within: &Elements, span: Span) -> Result<(), String> {
        match name {
            "coverage" if within.is_empty() => self.totals.state(element, span)?,
            _ if within.is_empty() => return Err("no coverage report of a known format: an element `coverage` or `report` is expected".to_owned()),
            "packages" => self.packages = true,
            "source" => self.roots.push(String::new()),
            "class" => {
                let path = attribute(element, "filename")?.filter(|p| !p.trim().is_empty()).ok_or("a class without `filename`")?;
                let file = self.files.file(&below(&self.roots, &path), span);
                self.class = Some(Class { file, span, rate: rate(element)?, own: CoveredFile::new(path, span) });
            }
            "line" => {
                if let Some(class) = &mut self.class {
                    line(element, &mut class.own)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, words: &str, within: &Elements) {
        if let Some(root) = self.roots.last_mut().filter(|_| within.parent() == "source") {
            root.push_str(words);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(ended) = self.class.take_if(|_| name == "class") {
            self.totals.add(ended, &mut self.files);
        }
    }

    fn finish(self: Box<Self>, whole: Span) -> Result<Parsed, Fault> {
        if !self.packages {
            return Err((Span::new(whole.file, 0, 0), "no Cobertura report: it has no `packages`".to_owned()));
        }
        let files = self.files.finish();
        let doubts = self.totals.doubts(&files);
        Ok((files, doubts))
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
