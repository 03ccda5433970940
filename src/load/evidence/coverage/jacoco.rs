//! JaCoCo's XML: packages with source files, and counters for each. Its DTD is neither fetched nor read.

use quick_xml::events::BytesStart;

use super::total::{Found, Stated};
use super::xml::{Elements, Format, count, number};
use super::{Fault, Files, Parsed, unite_file};
use crate::load::evidence::xml::attribute;
use crate::model::{Counted, CoveredFile, Line};
use crate::source::Span;

/// A source file under reading, with what its counters state: covered and all lines, covered and all branches.
struct Open {
    place: usize,
    own: CoveredFile,
    lines: Option<(usize, usize)>,
    branches: Option<(usize, usize)>,
}

/// A report under reading.
#[derive(Default)]
pub(super) struct Jacoco {
    files: Files,
    package: String,
    open: Option<Open>,
    doubts: Vec<Fault>,
}

impl Format for Jacoco {
    fn start(&mut self, element: &BytesStart, name: &str, within: &Elements, span: Span) -> Result<(), String> {
        match name {
            "package" => self.package = attribute(element, "name")?.unwrap_or_default(),
            "sourcefile" => {
                let name = attribute(element, "name")?.filter(|name| !name.trim().is_empty()).ok_or("a source file without `name`")?;
                let path = if self.package.is_empty() { name } else { format!("{}/{name}", self.package) };
                self.open = Some(Open { place: self.files.file(&path, span), own: CoveredFile::new(path, span), lines: None, branches: None });
            }
            "line" => {
                let Some(open) = &mut self.open else { return Ok(()) };
                let number = number(element, "nr")?;
                let [hit, missed, taken] = ["ci", "mb", "cb"].map(|key| count(element, key));
                let (hit, missed, taken) = (hit?.ok_or_else(|| format!("line {number} has no `ci`"))?, missed?.unwrap_or(0), taken?.unwrap_or(0));
                open.own.lines.push(Line { number, hit: hit > 0 });
                let total = missed.saturating_add(taken);
                if total > 0 {
                    open.own.counted.push(Counted { line: number, taken, total });
                }
            }
            "counter" if within.parent() == "sourcefile" => {
                let Some(open) = &mut self.open else { return Ok(()) };
                let (missed, covered) = (count(element, "missed")?.unwrap_or(0) as usize, count(element, "covered")?.unwrap_or(0) as usize);
                match attribute(element, "type")?.as_deref() {
                    Some("LINE") => open.lines = Some((covered, missed + covered)),
                    Some("BRANCH") => open.branches = Some((covered, missed + covered)),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        let Some(Open { place, mut own, lines, branches }) = self.open.take_if(|_| name == "sourcefile") else { return };
        unite_file(&mut own);
        let kinds = [("lines", "LINE", lines, Found::lines(&own)), ("branches", "BRANCH", branches, Found::branches(&own))];
        for (what, key, said, found) in kinds {
            let Some((ran, all)) = said else { continue };
            let stated = Stated { span: own.span, of: &own.path, names: (key, key, what), all: Some(all), ran: Some(ran) };
            self.doubts.extend(stated.fault(found, found));
        }
        let file = &mut self.files.files[place];
        file.lines.append(&mut own.lines);
        file.counted.append(&mut own.counted);
    }

    fn finish(self: Box<Self>, whole: Span) -> Result<Parsed, Fault> {
        if self.files.files.is_empty() {
            return Err((whole, "it covers no source file".to_owned()));
        }
        Ok((self.files.finish(), self.doubts))
    }
}
