//! `book.toml`: mdBook's file with our tables in it, read strictly.

mod codes;
mod read;
mod reader;

pub use codes::CODES;
pub use read::read;

use jiff::civil::Date;

use crate::diag::Severity;
use crate::source::{FileId, Span};

/// A value and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// The settings of a project. Paths are relative to the folder of `book.toml`, normalised, inside it.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file they come from.
    pub file: FileId,
    /// `[book] title`.
    pub title: String,
    /// `[book] authors`.
    pub authors: Vec<String>,
    /// `[book] description`.
    pub description: String,
    /// `[book] language`, an IETF tag.
    pub language: String,
    /// `[book] src`: the folder of `SUMMARY.md`.
    pub src: String,
    /// `[build] build-dir`.
    pub build_dir: String,
    /// `[build] date`.
    pub date: Option<Date>,
    /// `[records] dir`.
    pub records: String,
    /// Whether the settings name that folder; a plain mdBook has none.
    pub records_named: bool,
    /// `[records] reviews`: the folder of recorded reviews; left out, `reviews` beside the records.
    pub reviews: String,
    /// `[records] schema`: the project's own kinds, fields, links, scales.
    pub schema: Option<At<String>>,
    /// `[standards] use`.
    pub standards: Vec<At<String>>,
    /// `[standards] packs`: folders of the project's own packs.
    pub packs: Vec<At<String>>,
    /// `[standards] legacy`: the version for which the route for legacy software stands in for clauses 5 to 9
    /// (IEC 62304 4.4).
    pub legacy: Option<At<String>>,
    /// `[evidence]`.
    pub evidence: Evidence,
    /// `[release]`.
    pub release: Release,
    /// `[check]`.
    pub check: Check,
    /// `[[matrix]]`.
    pub matrices: Vec<Matrix>,
    /// `[output.html] theme`: a folder whose files stand in for those of the built-in theme.
    pub theme: Option<At<String>>,
    /// Which Markdown extensions the book switches on.
    pub markdown: Markdown,
}

/// Markdown extensions that are off unless the book switches them on (`[output.html]`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Markdown {
    /// `smart-punctuation`: in chapters only.
    pub smart_punctuation: bool,
    /// `math`: `$…$` and `$$…$$`.
    pub math: bool,
}

/// Where the evidence lies.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Globs of test reports about which nothing more is said.
    pub junit: Vec<At<String>>,
    /// Globs of software bills of materials.
    pub sbom: Vec<At<String>>,
    /// Globs of reports of structural coverage.
    pub coverage: Vec<At<String>>,
    /// Globs of advisories on known anomalies of SOUP: OSV, CycloneDX.
    pub advisories: Vec<At<String>>,
    /// What the product's own packages are called, with wildcards, where the settings say it: it alone decides then.
    pub own_packages: Option<Vec<At<String>>>,
    /// How a case names a test: texts in which `{id}` stands for its id; `{id}` alone for a word that is one.
    pub id_patterns: Vec<At<String>>,
    /// The property by which a case or suite names a test.
    pub id_property: String,
    /// Reports with what they do not say of themselves.
    pub reports: Vec<Report>,
}

/// `[[evidence.report]]`: what reports rarely carry.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Globs of the files it is about.
    pub files: Vec<At<String>>,
    /// The version of the software that ran.
    pub version: Option<String>,
    /// When it ran.
    pub date: Option<Date>,
    /// Where it ran.
    pub environment: Option<String>,
    /// With which tools.
    pub tools: Option<String>,
    /// Who or what ran it.
    pub tester: Option<String>,
    /// Who answers for it.
    pub responsible: Option<String>,
    /// On which platform.
    pub platform: Option<String>,
}

/// `[release]`.
#[derive(Debug, Clone, Default)]
pub struct Release {
    /// The folder of frozen releases.
    pub dir: String,
    /// The version under view.
    pub version: Option<String>,
    /// The platforms that every test has to pass on.
    pub platforms: Vec<At<String>>,
    /// Where the table begins, if it is there.
    pub place: Option<Span>,
}

/// `[check]`.
#[derive(Debug, Clone)]
pub struct Check {
    /// The level from which on a run fails.
    pub fail_on: Severity,
    /// For how many days a look at a list of known SOUP anomalies counts.
    pub soup_anomaly_days: u32,
    /// Levels by code, `None` for `allow`.
    pub levels: Vec<(At<String>, Option<Severity>)>,
    /// `says-nothing`: texts that say nothing, besides those that never do.
    pub says_nothing: Vec<At<String>>,
    /// `weak-words`: what takes the place of the built-in list of words that a requirement had better not use.
    pub weak_words: Option<Vec<String>>,
}

impl Check {
    /// The days of `soup-anomaly-days` where the project sets none.
    pub const SOUP_ANOMALY_DAYS: u32 = 365;
}

/// `[[matrix]]`: a matrix of the project's own.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Its title.
    pub title: At<String>,
    /// Link names, in either direction.
    pub path: Vec<At<String>>,
}
