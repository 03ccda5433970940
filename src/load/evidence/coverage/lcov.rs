//! lcov's trace files (geninfo(1)).

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::total::{Found, Stated};
use super::{Fault, Files, Parsed, ran, unite_file};
use crate::model::{Branch, CoveredFile, Line};
use crate::source::{FileId, Span};

/// Keys that say nothing about lines and branches.
const OTHERS: &[&str] = &["TN", "VER", "FN", "FNDA", "FNF", "FNH", "FNL", "FNA", "MCDC", "MCF", "MRF", "MCH", "MRH"];

/// The record of a source file that is being read.
struct Open {
    file: usize,
    span: Span,
    /// The first of its lines and of its branches, in what the report says of the file.
    from: (usize, usize),
    /// What `LF`, `LH`, `BRF` and `BRH` count.
    said: [Option<(Span, usize)>; 4],
}

/// The keys of counts, in the order of [`Open::said`].
const COUNTS: [&str; 4] = ["LF", "LH", "BRF", "BRH"];

impl Open {
    /// Where its counts are not what its lines and branches are: the fault, and whether it counts lines that it does not name.
    fn faults(&self, file: &CoveredFile) -> Result<Vec<Fault>, Fault> {
        let mut own = CoveredFile::new(file.path.clone(), file.span);
        own.lines.extend_from_slice(&file.lines[self.from.0..]);
        own.branches.extend_from_slice(&file.branches[self.from.1..]);
        let written = (Found::lines(&own), Found::branches(&own));
        // Lines that are only counted cannot be held against another report.
        if let Some((span, said)) = self.said[0].filter(|(_, said)| *said > 0 && own.lines.is_empty()) {
            return Err((span, format!("`LF` counts {said} lines, and no `DA` names one")));
        }
        unite_file(&mut own);
        let mut faults = Vec::new();
        let kinds = [(0, "lines", Found::lines(&own), written.0), (2, "branches", Found::branches(&own), written.1)];
        for (at, what, least, most) in kinds {
            let [all, ran] = [self.said[at], self.said[at + 1]];
            let Some((span, _)) = all.or(ran) else { continue };
            let stated = Stated { span, of: &own.path, names: (COUNTS[at], COUNTS[at + 1], what), all: all.map(|s| s.1), ran: ran.map(|s| s.1) };
            // A record without branches shows none, whatever it counts.
            faults.extend(stated.fault(least, most).filter(|_| at == 0 || most.all > 0));
        }
        Ok(faults)
    }
}

/// Reads a trace file to its end.
///
/// # Errors
/// When it is none, or ends early: where, and what is wrong.
pub(super) fn parse(text: &str, file: FileId) -> Result<Parsed, Fault> {
    let mut files = Files::default();
    let mut doubts = Vec::new();
    let mut open: Option<Open> = None;
    let mut from = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        let start = from + (raw.len() - raw.trim_start().len());
        let span = Span::new(file, start, start + line.len());
        from += raw.len();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = |words: &str| (span, words.to_owned());
        if line == "end_of_record" {
            let Some(ended) = open.take() else { return Err(fault("`end_of_record` without `SF` before it")) };
            doubts.extend(ended.faults(&files.files[ended.file])?);
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { return Err(fault("no line of an lcov trace file")) };
        match (key, &mut open) {
            ("SF", None) => {
                let at = files.file(value, span);
                let from = (files.files[at].lines.len(), files.files[at].branches.len());
                open = Some(Open { file: at, span, from, said: [None; 4] });
            }
            ("SF", Some(before)) => return Err((before.span, "the record has no `end_of_record`".to_owned())),
            ("DA", Some(open)) => {
                let line = covered_line(value).ok_or_else(|| fault("`DA` needs the number of a line and a count of runs, from 0 on"))?;
                files.files[open.file].lines.push(line);
            }
            ("BRDA", Some(open)) => {
                let branch = branch(value).ok_or_else(|| fault("`BRDA` needs line, block, branch, and a count from 0 on or `-`"))?;
                files.files[open.file].branches.push(branch);
            }
            (key, Some(open)) if COUNTS.contains(&key) => {
                let said = value.trim().parse().map_err(|_| fault(&format!("`{key}` needs a count from 0 on")))?;
                let at = COUNTS.iter().position(|count| *count == key).unwrap_or_default();
                open.said[at] = Some((span, said));
            }
            ("DA" | "BRDA" | "LF", None) => return Err(fault("a line of a record without `SF` before it")),
            (key, None) if COUNTS.contains(&key) => {}
            (key, _) if OTHERS.contains(&key) => {}
            _ => return Err(fault("no line of an lcov trace file")),
        }
    }
    match open {
        Some(open) => Err((open.span, "the record has no `end_of_record`: the report ends early".to_owned())),
        None if files.files.is_empty() => Err((Span::new(file, 0, 0), "it covers no file".to_owned())),
        None => Ok((files.finish(), doubts)),
    }
}

/// `line,count[,checksum]`.
fn covered_line(value: &str) -> Option<Line> {
    let mut parts = value.split(',').map(str::trim);
    let number = parts.next()?.parse().ok()?;
    Some(Line { number, hit: ran(parts.next()?)? })
}

/// `line,block,branch,count`; the name of a branch may hold commas.
fn branch(value: &str) -> Option<Branch> {
    let (line, rest) = value.split_once(',')?;
    let (name, count) = rest.rsplit_once(',')?;
    let taken = if count.trim() == "-" { false } else { ran(count.trim())? };
    name.contains(',').then_some(())?;
    let mut id = FxHasher::default();
    id.write(name.trim().as_bytes());
    Some(Branch { line: line.trim().parse().ok()?, id: id.finish(), taken })
}
