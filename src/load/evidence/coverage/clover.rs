//! Clover's XML, as OpenClover, PHPUnit and Istanbul write it: files with lines, and metrics that count their statements.

use quick_xml::events::BytesStart;

use super::total::{Found, Stated};
use super::xml::{Elements, Format, count, number};
use super::{Fault, Files, Parsed, unite_file};
use crate::load::evidence::xml::attribute;
use crate::model::{Branch, Counted, CoveredFile, Line};
use crate::source::Span;

/// A file under reading.
struct Open {
    place: usize,
    own: CoveredFile,
    /// Its lines that are no statements for sure: methods and conditions, which some producers do not count as such.
    others: Found,
    statements: Option<(usize, usize)>,
    /// Its conditions: line, `truecount` and `falsecount`; and how many branches its metrics count, and how many of them ran.
    conditions: Vec<(u32, u32, u32)>,
    branches: Option<(u64, u64)>,
}

impl Open {
    /// The branches. OpenClover tells how often a condition was true and false, Istanbul how many of its branches ran and did
    /// not; the metrics of the file show which of the two is meant. Where they do not, no branch is known.
    fn read_branches(&mut self) {
        let of = |count: fn(&(u32, u32, u32)) -> u64| self.conditions.iter().map(count).sum::<u64>();
        let taken = of(|(_, yes, no)| u64::from(*yes > 0) + u64::from(*no > 0));
        if self.branches == Some((2 * self.conditions.len() as u64, taken)) {
            for (line, yes, no) in &self.conditions {
                self.own.branches.extend([(0, *yes), (1, *no)].map(|(id, runs)| Branch { line: *line, id, taken: runs > 0 }));
            }
        } else if self.branches == Some((of(|(_, yes, no)| u64::from(*yes) + u64::from(*no)), of(|(_, yes, _)| u64::from(*yes)))) {
            let counted = |(line, yes, no): &(u32, u32, u32)| Counted { line: *line, taken: *yes, total: yes.saturating_add(*no) };
            self.own.counted.extend(self.conditions.iter().map(counted));
        }
    }
}

/// A report under reading.
#[derive(Default)]
pub(super) struct Clover {
    files: Files,
    open: Option<Open>,
    doubts: Vec<Fault>,
}

impl Format for Clover {
    fn start(&mut self, element: &BytesStart, name: &str, within: &Elements, span: Span) -> Result<(), String> {
        match name {
            "file" => {
                // PHPUnit has the whole path in `name`; others have it in `path`, and the bare name in `name`.
                let path = attribute(element, "path")?.or(attribute(element, "name")?).filter(|path| !path.trim().is_empty());
                let path = path.ok_or("a file without `path` and `name`")?;
                let (place, own) = (self.files.file(&path, span), CoveredFile::new(path, span));
                self.open = Some(Open { place, own, others: Found::default(), statements: None, conditions: Vec::new(), branches: None });
            }
            "line" => {
                let Some(open) = &mut self.open else { return Ok(()) };
                let line = number(element, "num")?;
                let kind = attribute(element, "type")?.unwrap_or_default();
                let (taken, missed) = (count(element, "truecount")?, count(element, "falsecount")?);
                let hit = match (count(element, "count")?, kind.as_str()) {
                    (Some(hits), _) => hits > 0,
                    // A condition ran if one of its branches did.
                    (None, "cond") => taken.unwrap_or(0) > 0 || missed.unwrap_or(0) > 0,
                    (None, _) => return Err(format!("line {line} has no `count` from 0 on")),
                };
                open.own.lines.push(Line { number: line, hit });
                if kind != "stmt" {
                    open.others.add(Found { all: 1, ran: usize::from(hit) });
                }
                if kind == "cond" {
                    open.conditions.push((line, taken.unwrap_or(0), missed.unwrap_or(0)));
                }
            }
            "metrics" if within.parent() == "file" => {
                let Some(open) = &mut self.open else { return Ok(()) };
                let stated = count(element, "statements")?.zip(count(element, "coveredstatements")?);
                open.statements = stated.map(|(all, ran)| (all as usize, ran as usize));
                let stated = count(element, "conditionals")?.zip(count(element, "coveredconditionals")?);
                open.branches = stated.map(|(all, ran)| (u64::from(all), u64::from(ran)));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        let Some(mut open) = self.open.take_if(|_| name == "file") else { return };
        open.read_branches();
        let Open { place, mut own, others, statements, .. } = open;
        let most = Found::lines(&own);
        unite_file(&mut own);
        let distinct = Found::lines(&own);
        let least = Found { all: distinct.all.saturating_sub(others.all), ran: distinct.ran.saturating_sub(others.ran) };
        if let Some((all, ran)) = statements {
            let names = ("statements", "coveredstatements", "statements");
            let stated = Stated { span: own.span, of: &own.path, names, all: Some(all), ran: Some(ran) };
            self.doubts.extend(stated.fault(least, most));
        }
        let file = &mut self.files.files[place];
        file.lines.append(&mut own.lines);
        file.branches.append(&mut own.branches);
        file.counted.append(&mut own.counted);
    }

    fn finish(self: Box<Self>, whole: Span) -> Result<Parsed, Fault> {
        if self.files.files.is_empty() {
            return Err((whole, "it covers no file".to_owned()));
        }
        Ok((self.files.finish(), self.doubts))
    }
}
