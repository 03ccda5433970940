//! gcovr's JSON (`gcovr --json`): files with lines, which have branches.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::Input;
use super::{Fault, Files, Parsed};
use crate::model::{Branch, Line};

#[derive(Deserialize)]
struct Root<'a> {
    #[serde(borrow)]
    files: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct File {
    #[serde(alias = "filename")]
    file: String,
    lines: Vec<Covered>,
}

#[derive(Deserialize)]
struct Covered {
    line_number: u32,
    count: u64,
    #[serde(default)]
    branches: Vec<Taken>,
    #[serde(default, rename = "gcovr/noncode")]
    noncode: bool,
    #[serde(default, rename = "gcovr/excluded")]
    excluded: bool,
}

#[derive(Deserialize)]
struct Taken {
    count: u64,
    #[serde(default, rename = "gcovr/excluded")]
    excluded: bool,
}

/// Reads a report to its end.
///
/// # Errors
/// When it is not of the format, or covers no file.
pub(super) fn read(input: &Input) -> Result<Parsed, Fault> {
    let root: Root = input.parse(input.text)?;
    let mut files = Files::default();
    for part in root.files {
        let read: File = input.parse(part.get())?;
        let at = files.file(&read.file, input.span(part.get()));
        let file = &mut files.files[at];
        for line in read.lines.into_iter().filter(|line| !line.noncode && !line.excluded) {
            file.lines.push(Line { number: line.line_number, hit: line.count > 0 });
            let branches = line.branches.into_iter().enumerate().filter(|(_, branch)| !branch.excluded);
            file.branches.extend(branches.map(|(id, branch)| Branch { line: line.line_number, id: id as u64, taken: branch.count > 0 }));
        }
    }
    if files.files.is_empty() {
        return Err((input.span(input.text), "it covers no file".to_owned()));
    }
    Ok((files.finish(), Vec::new()))
}
