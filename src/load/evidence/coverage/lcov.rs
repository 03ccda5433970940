//! lcov's trace files (geninfo(1)).

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::{Fault, Files, Parsed, ran};
use crate::model::{Branch, Line};
use crate::source::{FileId, Span};

/// Keys that say nothing about lines and branches.
const OTHERS: &[&str] = &["TN", "VER", "FN", "FNDA", "FNF", "FNH", "FNL", "FNA", "LH", "BRF", "BRH", "MCDC", "MCF", "MRF", "MCH", "MRH"];

/// The record of a source file that is being read.
struct Open {
    file: usize,
    span: Span,
    lines: usize,
    /// What `LF` says how many lines there are.
    said: Option<(Span, usize)>,
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
            // Lines that are only counted cannot be held against another report.
            if let Some((span, said)) = ended.said.filter(|(_, said)| *said > 0 && ended.lines == 0) {
                return Err((span, format!("`LF` counts {said} lines, and no `DA` names one")));
            }
            if let Some((span, said)) = ended.said.filter(|(_, said)| *said > ended.lines) {
                doubts.push((span, format!("`LF` counts {said} lines of `{}`, and `DA` names {}", files.files[ended.file].path, ended.lines)));
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { return Err(fault("no line of an lcov trace file")) };
        match (key, &mut open) {
            ("SF", None) => open = Some(Open { file: files.file(value, span), span, lines: 0, said: None }),
            ("SF", Some(before)) => return Err((before.span, "the record has no `end_of_record`".to_owned())),
            ("DA", Some(open)) => {
                let line = covered_line(value).ok_or_else(|| fault("`DA` needs the number of a line and a count of runs, from 0 on"))?;
                files.files[open.file].lines.push(line);
                open.lines += 1;
            }
            ("BRDA", Some(open)) => {
                let branch = branch(value).ok_or_else(|| fault("`BRDA` needs line, block, branch, and a count from 0 on or `-`"))?;
                files.files[open.file].branches.push(branch);
            }
            ("LF", Some(open)) => {
                let said = value.trim().parse().map_err(|_| fault("`LF` needs a count from 0 on"))?;
                open.said = Some((span, said));
            }
            ("DA" | "BRDA" | "LF", None) => return Err(fault("a line of a record without `SF` before it")),
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
