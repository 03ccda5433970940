//! The outputs, one entry each: `build`, the roles of files in a release and the messages at the end read this list.

use std::path::Path;

use super::{Publication, data, html};
use crate::diag::did_you_mean;
use crate::source::Fatal;
use crate::store::Sink;

/// Writes an output. `root` is the folder of the project, for the files of evidence.
type Write = fn(&Publication, &Path, &Sink) -> Result<(), Fatal>;

/// An output.
#[derive(Debug)]
pub struct Output {
    /// Its name, as `--only` has it; also the role of its files in a release.
    pub name: &'static str,
    /// What it is called in messages.
    pub title: &'static str,
    /// Its folder in the output folder.
    pub folder: &'static str,
    /// The file in the folder that a reader opens first.
    pub first: &'static str,
    /// How it is written; none where the program was built without it.
    write: Option<Write>,
}

#[cfg(feature = "pdf")]
const PDF: Option<Write> = Some(super::pdf::technical_file);
#[cfg(not(feature = "pdf"))]
const PDF: Option<Write> = None;

/// All outputs, in the order in which they are written.
pub static OUTPUTS: &[Output] = &[
    Output { name: "html", title: "site", folder: html::FOLDER, first: "index.html", write: Some(html::render) },
    Output { name: "pdf", title: "PDF", folder: "pdf", first: "technical-file.pdf", write: PDF },
    Output { name: "data", title: "data", folder: data::FOLDER, first: data::SNAPSHOT, write: Some(data::render) },
];

impl Output {
    /// Writes it.
    ///
    /// # Errors
    /// When the theme has a mistake, a file cannot be read, the sink refuses, or the program was built without it.
    pub fn write(&self, cx: &Publication, root: &Path, sink: &Sink) -> Result<(), Fatal> {
        let write = self.write.ok_or_else(|| Fatal::new(self.name, "this program was built without this output"))?;
        write(cx, root, sink)
    }

    /// Whether it is one of some.
    pub fn is_in(&self, some: &[&Output]) -> bool {
        some.iter().any(|other| other.name == self.name)
    }
}

/// Every output that this program can write.
pub fn all() -> Vec<&'static Output> {
    OUTPUTS.iter().filter(|output| output.write.is_some()).collect()
}

/// Outputs by their names; of no name, all.
///
/// # Errors
/// When no output has such a name, or the program was built without it.
pub fn named(names: &[impl AsRef<str>]) -> Result<Vec<&'static Output>, Fatal> {
    if names.is_empty() {
        return Ok(all());
    }
    let one = |name: &str| {
        let known: Vec<&str> = OUTPUTS.iter().map(|o| o.name).collect();
        let found = OUTPUTS.iter().find(|o| o.name == name);
        let found = found.ok_or_else(|| Fatal::new(name, "this output does not exist").help(did_you_mean(name, &known)))?;
        found.write.map(|_| found).ok_or_else(|| Fatal::new(name, format!("this program was built without the feature `{name}`")))
    };
    names.iter().map(|name| one(name.as_ref())).collect()
}
