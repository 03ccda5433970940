//! Reports in JSON: which format one is, and the place of what is wrong in it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Fault, Parsed, gcovr, llvm};
use crate::source::{FileId, Span};

/// What tells the formats apart.
#[derive(Deserialize)]
struct Probe<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(rename = "gcovr/format_version", borrow)]
    gcovr: Option<&'a RawValue>,
    #[serde(rename = "gcovr/summary_format_version")]
    summary: Option<&'a RawValue>,
}

/// Reads a report of any known format.
///
/// # Errors
/// When it is not well-formed, or of no known format: where, and what is wrong.
pub(super) fn read(text: &str, file: FileId) -> Result<Parsed, Fault> {
    let input = Input { text, file };
    let whole = |words: &str| (Span::new(file, 0, 0), words.to_owned());
    match input.parse(text)? {
        Probe { gcovr: Some(_), .. } => gcovr::read(&input),
        Probe { summary: Some(_), .. } => Err(whole("a summary of gcovr names no line: its JSON report (`--json`) does")),
        Probe { kind: Some(kind), .. } if kind == "llvm.coverage.json.export" => llvm::read(&input),
        Probe { .. } => Err(whole("it is no JSON report of a known program: those of `llvm-cov export` and gcovr are")),
    }
}

/// A report under reading.
pub(super) struct Input<'a> {
    pub(super) text: &'a str,
    file: FileId,
}

impl<'a> Input<'a> {
    /// The place of a part of the text.
    pub(super) fn span(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span::new(self.file, start, start)
    }

    /// A value from a part of the text.
    ///
    /// # Errors
    /// When it is not well-formed, or not of the format.
    pub(super) fn parse<T: Deserialize<'a>>(&self, part: &'a str) -> Result<T, Fault> {
        serde_json::from_str(part).map_err(|error| {
            let line: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
            let mut at = (start + line + error.column().saturating_sub(1)).min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            let words = error.to_string();
            // The place is told by the finding, not by a line of the part.
            let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(before, _)| before).to_owned();
            (Span::new(self.file, at, at), words)
        })
    }
}
