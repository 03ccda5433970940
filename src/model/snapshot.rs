//! The state of a project as one versioned JSON: what `build` writes, a release freezes and `diff` reads.
//!
//! Version 1. Every field is named in [`Snapshot`]; lists are sorted as said there, so that two snapshots of the same
//! project are the same bytes. A new optional field keeps the number; a field that changes its meaning raises it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The number that [`Snapshot::format`] holds.
pub const FORMAT: u32 = 1;

/// The snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Always [`FORMAT`].
    pub format: u32,
    /// The program and version that wrote it.
    pub generator: String,
    /// The project's title.
    pub title: String,
    /// The version under view, when the project states one.
    pub version: Option<String>,
    /// The date that age and expiry were measured from, `YYYY-MM-DD`.
    pub as_of: String,
    /// Records, sorted by kind and id.
    pub records: Vec<Record>,
    /// Links as written, in canonical direction, in the order of the records that write them.
    pub links: Vec<Link>,
    /// Test reports, sorted by path.
    pub reports: Vec<Report>,
    /// Evidence files with their hashes, sorted by path.
    pub evidence: Vec<File>,
    /// Rows of the clause tables, by standard, subject, clause.
    pub clauses: Vec<ClauseRow>,
    /// Findings in their order, as `check --format json` prints them.
    pub findings: Vec<Value>,
    /// Levels of findings that the project set, by code.
    pub levels: BTreeMap<String, String>,
    /// Every table of the reports: columns and rows of plain text, by the name of its file.
    pub tables: BTreeMap<String, Table>,
    /// Chapters in order.
    pub chapters: Vec<Chapter>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its status; `draft` when none is stated.
    pub status: String,
    /// Where it is written.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Its fields, as written.
    pub fields: BTreeMap<String, Value>,
    /// Its fingerprint: what it says, as one word that changes when that changes. Frozen releases of old have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Its verdicts by name: `verdict`, `implementation`, `effectiveness`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub verdicts: BTreeMap<String, Verdict>,
    /// Its effective safety class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The word.
    pub verdict: String,
    /// Ids of records, and cases as `path: name`.
    pub rests_on: Vec<String>,
}

/// An effective safety class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// A, B or C.
    pub class: String,
    /// How it came about.
    pub reason: String,
    /// Whether nothing stated it.
    pub assumed: bool,
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The id at the start.
    pub from: String,
    /// The link's name at the start.
    pub link: String,
    /// The id or outside name at the end.
    pub to: String,
    /// `linked`, `outside`, `dangling`, `wrong_kind`.
    pub state: String,
    /// Whether an end has changed since the link was reviewed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suspect: bool,
    /// The record that writes it and the name it uses: `control.implemented_by`.
    pub written_as: String,
    /// Where.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A test report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Its path.
    pub path: String,
    /// The version that ran.
    pub version: Option<String>,
    /// When.
    pub date: Option<String>,
    /// The platform.
    pub platform: Option<String>,
    /// Cases in the order of the file.
    pub cases: Vec<Case>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// Its class.
    pub classname: String,
    /// `pass`, `fail`, `error`, `skipped`.
    pub outcome: String,
    /// Whether it failed at first, and passed when it ran again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flaky: bool,
    /// Ids of the tests that name it.
    pub tests: Vec<String>,
}

/// An evidence file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its path.
    pub path: String,
    /// What it is.
    pub role: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A row of a clause table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClauseRow {
    /// The standard's name.
    pub standard: String,
    /// The clause.
    pub clause: String,
    /// At which level it is judged; frozen releases of old have none.
    #[serde(default)]
    pub scope: String,
    /// The subject: a record's id, or `organisation`.
    pub subject: String,
    /// The subject's class.
    pub class: String,
    /// `complete`, `incomplete`, `none`, `no_case`, `does_not_apply`, `not_in_edition`, `not_judged`.
    pub record_check: String,
    /// The records that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<String>,
    /// What is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// The record that declares that there is no case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_case: Option<String>,
    /// A person's judgement, or `not assessed`.
    pub assessment: String,
}

/// Something that a clause asks for, and that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The record that lacks it; none where a record is lacking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// What.
    pub what: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its title.
    pub title: String,
    /// Column keys.
    pub columns: Vec<String>,
    /// Rows of plain text.
    pub rows: Vec<Vec<String>>,
    /// Notes that stand under it.
    pub notes: Vec<String>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chapter {
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: Option<String>,
    /// SHA-256 of its text.
    pub sha256: Option<String>,
}
