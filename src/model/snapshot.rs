//! The state of a project as one versioned JSON: what `build` writes, a release freezes and `diff` reads.
//!
//! Version 2. Every field is named in [`Snapshot`]; lists are sorted as said there, so that two snapshots of the same
//! project are the same bytes. A new optional field keeps the number; a field that changes its meaning raises it.
//!
//! What the program says stands here as the key of a label and its arguments, never in the words of a theme: a frozen file says
//! the same whatever becomes of the words. What the project says stands as it is written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The number that [`Snapshot::format`] holds.
pub const FORMAT: u32 = 2;

/// The snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Every table of the reports, by the name of its file.
    pub tables: BTreeMap<String, Table>,
    /// Chapters in order.
    pub chapters: Vec<Chapter>,
    /// The documents of the technical file, with what stands in each.
    pub contents: Vec<Document>,
}

/// Reads a snapshot, or as much of one as `T` asks for: the only way to read one.
///
/// # Errors
/// When it is none, or of a format that this version does not read.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let none = |e: serde_json::Error| format!("no snapshot: {e}");
    let Head { format } = serde_json::from_slice(bytes).map_err(none)?;
    if format != FORMAT {
        let by = if format < FORMAT { "an earlier" } else { "a later" };
        return Err(format!("a snapshot of format {format}, which {by} version of the program wrote; this one reads format {FORMAT}"));
    }
    serde_json::from_slice(bytes).map_err(none)
}

/// The JSON Schema of a snapshot.
pub fn json_schema() -> Value {
    schemars::schema_for!(Snapshot).to_value()
}

/// A record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Its fingerprint: what it says, as one word that changes when that changes.
    pub fingerprint: String,
    /// Its verdicts by name: `verdict`, `review`, `implementation`, `effectiveness`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub verdicts: BTreeMap<String, Verdict>,
    /// Its effective safety class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// The word.
    pub verdict: String,
    /// Ids of records, and cases as `path: name`.
    pub rests_on: Vec<String>,
}

/// An effective safety class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Class {
    /// A, B or C.
    pub class: String,
    /// How it came about.
    pub reason: String,
    /// Whether nothing stated it.
    pub assumed: bool,
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClauseRow {
    /// The standard's name.
    pub standard: String,
    /// The clause.
    pub clause: String,
    /// At which level it is judged.
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
    /// The record with a person's judgement, if one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<String>,
}

/// Something that a clause asks for, and that is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// The record that lacks it; none where a record is lacking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// What, by the word for it: `says`, `approved`.
    pub what: String,
    /// The same as a label.
    pub label: Said,
}

/// What the program says: the key of a label with its arguments; or words of the project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Said {
    /// A label.
    Label {
        /// Its key.
        say: String,
        /// Its arguments, by name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: BTreeMap<String, Argument>,
    },
    /// Words from records, schema or settings.
    Words(String),
}

/// What is filled into a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Argument {
    /// A number of things.
    Number(usize),
    /// A text, the id of a record, a day.
    Text(String),
    /// A label.
    Said(Box<Said>),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Its title.
    pub title: Said,
    /// Column keys.
    pub columns: Vec<String>,
    /// Rows, a cell a column: null where nothing stands, a text, a number, a label as in [`Said`], the value of a field as it is
    /// written, or a list of these.
    pub rows: Vec<Vec<Value>>,
    /// Notes that stand under it.
    pub notes: Vec<Said>,
}

/// A document of the technical file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Said,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Its heading.
    pub title: Option<Said>,
    /// What stands in it, in order.
    pub entries: Vec<Entry>,
}

/// What stands in a part of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Its number in the document; none if the PDF leaves it out.
    pub number: Option<String>,
    /// Its title.
    pub title: Said,
    /// The file of a chapter; none for a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// The name of a table, one of [`Snapshot::tables`] or `findings`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The kind of records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
