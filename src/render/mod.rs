//! Bytes: the HTML site, the PDF, the data files. Reads the project, the judgement, tables and findings; judges nothing.

pub mod data;
pub mod html;
mod labels;
pub mod outputs;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod preflight;
mod route;
mod theme;

pub use labels::Labels;
pub use outputs::Output;
pub use route::{chapter_page, evidence_page, finding_page, record_page, relative, table_page};
pub use theme::Theme;

use std::path::Path;

use crate::archive::Release;
use crate::diag::Diagnostic;
use crate::judge::Judgement;
use crate::model::Project;
use crate::report::{self, Contents, Label, Outline, Sheet, Summary, Table, words};
use crate::source::Fatal;
use crate::store::Sink;

/// All that an output may look at.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// The records.
    pub project: &'a Project,
    /// The verdicts.
    pub judgement: &'a Judgement,
    /// The findings.
    pub findings: &'a [Diagnostic],
    /// Every table.
    pub tables: &'a [Table],
    /// The sheet of each record.
    pub sheets: &'a [Sheet<'a>],
    /// The counts.
    pub summary: &'a Summary,
    /// Which documents there are, and what stands in them.
    pub outline: &'a Outline,
    /// Words and templates.
    pub theme: &'a Theme,
    /// Frozen releases, newest first.
    pub releases: &'a [Release],
    /// The release that is being frozen; none for the working state.
    pub freezing: Option<&'a str>,
}

impl<'a> Publication<'a> {
    /// What an output may look at, of what outputs are made of and what is said of it.
    pub fn new(input: &Input<'a>, contents: &'a Contents<'a>) -> Self {
        Self {
            project: input.project,
            judgement: input.judgement,
            findings: input.findings,
            tables: &contents.tables,
            sheets: &contents.sheets,
            summary: &contents.summary,
            outline: &contents.outline,
            theme: input.theme,
            releases: &input.project.archive.releases,
            freezing: input.freezing,
        }
    }

    /// What reports look at.
    pub fn report(&self) -> report::Context<'a> {
        report::Context { project: self.project, judgement: self.judgement, findings: self.findings }
    }

    /// The version under view: the one that is being frozen, or that of the settings.
    pub fn version(&self) -> Option<&'a str> {
        self.freezing.or(self.project.config.release.version.as_deref())
    }

    /// The words of a label.
    pub fn words(&self, label: &Label) -> String {
        self.theme.labels.words(self.project, label)
    }

    /// A label in words.
    pub fn say(&self, label: Label) -> String {
        self.words(&label)
    }
}

/// What outputs are made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The records.
    pub project: &'a Project,
    /// The verdicts.
    pub judgement: &'a Judgement,
    /// The findings.
    pub findings: &'a [Diagnostic],
    /// Words and templates.
    pub theme: &'a Theme,
    /// The release that is being frozen; none for the working state.
    pub freezing: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// What reports look at.
    pub fn report(&self) -> report::Context<'a> {
        report::Context { project: self.project, judgement: self.judgement, findings: self.findings }
    }
}

/// Writes outputs to a sink. `root` is the folder of the project, for the files of evidence.
///
/// # Errors
/// When the theme has a mistake, a file cannot be read, or the sink refuses.
pub fn write(input: &Input, root: &Path, outputs: &[&Output], sink: &Sink) -> Result<(), Fatal> {
    let contents = Contents::of(input.report());
    let cx = Publication::new(input, &contents);
    outputs.iter().try_for_each(|output| output.write(&cx, root, sink))
}

/// A safety class with how it came about, in words.
pub(crate) fn class_words(cx: &Publication, class: crate::judge::Class) -> String {
    let scale = cx.project.schema.scale("safety_class");
    let label = scale.and_then(|s| s.levels.get(class.rank)).map_or("", |l| l.label.as_str());
    cx.say(words::of::class(&class, label))
}

/// The name and version of the program, as every output prints it.
pub const GENERATOR: &str = concat!("techfile ", env!("CARGO_PKG_VERSION"));
