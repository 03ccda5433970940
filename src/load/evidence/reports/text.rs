//! Reports that are JSON or lines of text. They are read as a whole, up to a size.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::gather::Gather;
use super::input::Input;
use super::{libtest, mocha, playwright, tap};
use crate::source::Span;

/// The largest report that is read so, in bytes.
const MOST: u64 = 256 << 20;

/// A place, and what is wrong there.
pub(super) type Fault = (Span, String);

/// Whether a report is JSON or lines of text, by its first character that is not blank. What cannot be read is left to the
/// reader of XML, which knows the place.
pub(super) fn is_text<R: Read>(input: &mut Input<R>) -> bool {
    let begin = String::from_utf8_lossy(input.fill_buf().unwrap_or_default());
    begin.trim_start_matches('\u{feff}').trim_start().chars().next().is_some_and(|first| first != '<')
}

/// Reads a report to its end.
///
/// # Errors
/// When it is of no known format, or not whole: where, and what is wrong.
pub(super) fn read<R: Read>(mut input: Input<R>, gather: &mut Gather) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    let read = input.by_ref().take(MOST + 1).read_to_end(&mut bytes);
    if let Err(error) = read {
        let (place, line) = input.recent_bytes();
        return Err((gather.span(place, &line), format!("a byte here is no text: {error}")));
    }
    if bytes.len() as u64 > MOST {
        return Err((gather.span((1, 1), ""), format!("it is larger than {} MiB", MOST >> 20)));
    }
    let all = String::from_utf8_lossy(&bytes);
    let all = all.trim_start_matches('\u{feff}');
    // The report as a whole has a place, too.
    gather.span((1, 1), all);
    if !all.trim_start().starts_with(['{', '[']) {
        return tap::read(all, gather);
    }
    if libtest::is_event(all.trim_start().lines().next().unwrap_or_default()) {
        return libtest::read(all, gather);
    }
    json(all, gather)
}

/// What tells the formats of JSON documents apart.
#[derive(Deserialize)]
struct Probe<'a> {
    #[serde(borrow)]
    config: Option<&'a RawValue>,
    suites: Option<&'a RawValue>,
    stats: Option<&'a RawValue>,
    tests: Option<&'a RawValue>,
    results: Option<&'a RawValue>,
}

fn json(all: &str, gather: &mut Gather) -> Result<(), Fault> {
    let mut places = Places::new(all);
    let probe: Probe = places.parse(all, gather)?;
    match probe {
        Probe { config: Some(_), suites: Some(_), .. } => playwright::read(all, places, gather),
        Probe { stats: Some(_), tests: Some(_), .. } => mocha::read(all, places, gather),
        Probe { stats: Some(_), results: Some(_), .. } => mocha::read_awesome(all, places, gather),
        _ => Err((gather.span((1, 1), ""), "it is no JSON report of a known program: those of Playwright, Mocha, libtest and nextest are".to_owned())),
    }
}

/// Lines and columns of the parts of a text.
pub(super) struct Places<'a> {
    all: &'a str,
    /// The last place that was asked for: its byte, line and column.
    last: (usize, u32, u32),
}

impl<'a> Places<'a> {
    pub(super) fn new(all: &'a str) -> Self {
        Self { all, last: (0, 1, 1) }
    }

    /// The place of a part of the text. Parts are asked for in their order: one that stands before the last gets its place, so
    /// that no text is gone through twice.
    fn place(&mut self, at: usize) -> (u32, u32) {
        let (from, mut line, mut column) = self.last;
        for c in self.all.get(from..at.max(from)).unwrap_or_default().chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        self.last = (at.max(from), line, column);
        (line, column)
    }

    fn start(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.all.as_ptr() as usize).min(self.all.len())
    }

    /// The place of a part, kept for a finding.
    pub(super) fn span(&mut self, part: &str, gather: &mut Gather) -> Span {
        let place = self.place(self.start(part));
        gather.span(place, part)
    }

    /// A value from a part of the text.
    ///
    /// # Errors
    /// When it is not well-formed, or not of the format.
    pub(super) fn parse<T: Deserialize<'a>>(&mut self, part: &'a str, gather: &mut Gather) -> Result<T, Fault> {
        serde_json::from_str(part).map_err(|error| {
            let line: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let mut at = (self.start(part) + line + error.column().saturating_sub(1)).min(self.all.len());
            while !self.all.is_char_boundary(at) {
                at -= 1;
            }
            let place = self.place(at);
            let words = error.to_string();
            // The place is told by the finding, not by a line of the part.
            let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(before, _)| before).to_owned();
            (gather.span(place, ""), words)
        })
    }
}
