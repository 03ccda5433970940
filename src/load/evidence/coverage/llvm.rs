//! LLVM's JSON (`llvm-cov export`): files with segments, each the place where a count begins to hold.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::json::Input;
use super::{Fault, Files, Parsed};
use crate::model::{Branch, Line};

/// The most lines that all segments together may cover: two segments stand for many lines.
const MOST: u64 = 10_000_000;

#[derive(Deserialize)]
struct Root<'a> {
    #[serde(borrow)]
    data: Vec<Export<'a>>,
}

#[derive(Deserialize)]
struct Export<'a> {
    #[serde(borrow)]
    files: Vec<&'a RawValue>,
    totals: Option<Summary>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    segments: Option<Vec<Segment>>,
    #[serde(default)]
    branches: Vec<Vec<i64>>,
    summary: Option<Summary>,
}

#[derive(Deserialize)]
struct Summary {
    lines: Count,
}

#[derive(Deserialize)]
struct Count {
    count: u64,
}

/// Line, column, count, whether it has a count, whether a region begins here, whether it is a gap.
#[derive(Deserialize)]
struct Segment(u32, IgnoredAny, u64, bool, bool, #[serde(default)] bool);

impl Segment {
    fn begins(&self) -> bool {
        self.3 && self.4 && !self.5
    }
}

/// Reads a report to its end.
///
/// # Errors
/// When it is not of the format, only counts, or covers no file.
pub(super) fn read(input: &Input) -> Result<Parsed, Fault> {
    let root: Root = input.parse(input.text)?;
    let (mut files, mut doubts) = (Files::default(), Vec::new());
    let mut covered = 0;
    for export in root.data {
        let (mut sum, mut counted) = (0u64, true);
        let whole = export.files.first().map_or(input.text, |part| part.get());
        for part in &export.files {
            let span = input.span(part.get());
            let read: File = input.parse(part.get())?;
            let Some(segments) = read.segments else {
                return Err((span, "the file has no segments: a summary names no line".to_owned()));
            };
            counted &= read.summary.is_some();
            sum = sum.saturating_add(read.summary.map_or(0, |summary| summary.lines.count));
            if !segments.is_sorted_by_key(|segment| segment.0) {
                return Err((span, "the segments are not in the order of their lines".to_owned()));
            }
            covered += segments.last().zip(segments.first()).map_or(0, |(last, first)| u64::from(last.0.saturating_sub(first.0)) + 1);
            if covered > MOST {
                return Err((span, format!("the segments cover more than {MOST} lines")));
            }
            let at = files.file(&read.filename, span);
            lines(&segments, &mut files.files[at].lines);
            for branch in &read.branches {
                let (Some(line), Some(taken), Some(missed)) = (branch.first(), branch.get(4), branch.get(5)) else {
                    return Err((span, "a branch has fewer than six numbers".to_owned()));
                };
                let Ok(line) = u32::try_from(*line) else { return Err((span, "a branch has no line".to_owned())) };
                let place = branch.iter().take(4).chain(branch.iter().skip(6)).fold(0u64, |id, n| id.wrapping_mul(1_000_003) ^ n.unsigned_abs());
                let one = |id: u64, runs: i64| Branch { line, id: place.wrapping_mul(2).wrapping_add(id), taken: runs > 0 };
                files.files[at].branches.extend([one(0, *taken), one(1, *missed)]);
            }
        }
        // How many lines a file has LLVM sums up over its functions; the total is the sum of the files.
        if let Some(total) = export.totals.map(|totals| totals.lines.count).filter(|total| counted && *total != sum) {
            doubts.push((input.span(whole), format!("the totals count {total} lines, and those of the files {sum}")));
        }
    }
    if files.files.is_empty() {
        return Err((input.span(input.text), "it covers no file".to_owned()));
    }
    Ok((files.finish(), doubts))
}

/// The lines that segments cover, as LLVM itself counts them: a line ran as often as the count that holds at its start, or as the
/// greatest of the regions that begin in it.
fn lines(segments: &[Segment], out: &mut Vec<Line>) {
    let Some(first) = segments.first() else { return };
    let (mut at, mut wrapped, mut number) = (0, None::<&Segment>, first.0);
    while at < segments.len() || wrapped.is_some() {
        let own = segments[at..].iter().take_while(|segment| segment.0 <= number).count();
        let here = &segments[at..at + own];
        let begin = here.iter().filter(|segment| segment.begins()).map(|segment| segment.2).max();
        let skipped = here.first().is_some_and(|segment| !segment.3 && segment.4);
        let holds = wrapped.filter(|segment| segment.3);
        if !skipped && (holds.is_some() || begin.is_some()) {
            let runs = holds.map_or(0, |segment| segment.2).max(begin.unwrap_or(0));
            out.push(Line { number, hit: runs > 0 });
        }
        at += own;
        wrapped = here.last().or(wrapped);
        if at == segments.len() {
            return;
        }
        number = number.saturating_add(1);
    }
}
