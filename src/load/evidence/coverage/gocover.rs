//! Go's cover profiles: blocks of statements, from line to line, with how often they ran.

use std::collections::BTreeMap;

use super::{Fault, Files, Parsed, ran};
use crate::model::Line;
use crate::source::{FileId, Span};

/// The most lines that all blocks together may cover: one line of the profile stands for many.
const MOST: u64 = 10_000_000;

/// A block: where it begins and ends.
type Block = (u32, u32, u32, u32);

/// Whether a text begins as a profile does.
pub(super) fn is_profile(text: &str) -> bool {
    text.trim_start().starts_with("mode:")
}

/// Reads a profile to its end.
///
/// # Errors
/// When it is none: where, and what is wrong.
pub(super) fn parse(text: &str, file: FileId) -> Result<Parsed, Fault> {
    let mut files = Files::default();
    // Each package that was tested writes the blocks of all files anew: a block ran if it ran anywhere.
    let mut blocks: Vec<BTreeMap<Block, bool>> = Vec::new();
    let mut covered = 0;
    let mut from = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        let span = Span::new(file, from, from + line.len());
        from += raw.len();
        if line.is_empty() {
            continue;
        }
        if let Some(mode) = line.strip_prefix("mode:") {
            if !matches!(mode.trim(), "set" | "count" | "atomic") {
                return Err((span, "the mode is none of `set`, `count` and `atomic`".to_owned()));
            }
            continue;
        }
        let (path, block, statements, hit) = block(line)
            .ok_or_else(|| (span, "a line of a Go cover profile has a file, a block, a number of statements and a count of runs".to_owned()))?;
        let at = files.file(path, span);
        blocks.resize_with(blocks.len().max(at + 1), BTreeMap::new);
        if statements > 0 && !blocks[at].contains_key(&block) {
            covered += u64::from(block.2 - block.0) + 1;
        }
        if covered > MOST {
            return Err((span, format!("the blocks cover more than {MOST} lines")));
        }
        if statements > 0 {
            *blocks[at].entry(block).or_default() |= hit;
        }
    }
    if files.files.is_empty() {
        return Err((Span::new(file, 0, 0), "it covers no file".to_owned()));
    }
    for (file, blocks) in files.files.iter_mut().zip(blocks) {
        let mut lines: BTreeMap<u32, bool> = BTreeMap::new();
        for ((first, _, last, _), hit) in blocks {
            // Where blocks share a line, it ran as a whole only if all of them did.
            (first..=last).for_each(|number| *lines.entry(number).or_insert(true) &= hit);
        }
        file.lines = lines.into_iter().map(|(number, hit)| Line { number, hit }).collect();
    }
    Ok((files.finish(), Vec::new()))
}

/// `file:line.column,line.column statements count`.
fn block(line: &str) -> Option<(&str, Block, u32, bool)> {
    let (path, rest) = line.rsplit_once(':')?;
    let mut parts = rest.split(' ');
    let (begin, end) = parts.next()?.split_once(',')?;
    let place = |text: &str| -> Option<(u32, u32)> {
        let (line, column) = text.split_once('.')?;
        Some((line.parse().ok()?, column.parse().ok()?))
    };
    let ((first, from), (last, to)) = (place(begin)?, place(end)?);
    let (statements, hit) = (parts.next()?.parse().ok()?, ran(parts.next()?)?);
    let whole = parts.next().is_none() && first <= last && !path.trim().is_empty();
    whole.then_some((path, (first, from, last, to), statements, hit))
}
