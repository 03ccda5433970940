//! The fingerprint of a record: what it says, as one short word that changes exactly when that changes.
//!
//! # The format, version 1
//!
//! `v1:` and, in hexadecimal, the SHA-256 of the record's fields that are present and marked `meaning: true` in the schema,
//! encoded as one *group*. This is a promise: recorded reviews hold fingerprints for as long as the product lives. A
//! change of the encoding gets another number, and the old one stays readable.
//!
//! - A **text** is `s`, the number of its bytes, `:`, and its bytes (UTF-8). Numbers, truth values, words, versions and ids
//!   of records are texts as written; a date is `YYYY-MM-DD`.
//! - A **list** is `l`, the number of its items, `:`, and the items in order. A field that takes one value or many always
//!   counts as a list.
//! - A **group** is `g`, the number of its fields, `:`, and for each field, sorted by name, its name as a text and its value.
//!
//! What says nothing (an empty text, list or group) is left out, so a new optional field changes no fingerprint. A title that
//! is left out is not derived: only what is written counts. Links are no fields.
//!
//! White space: line ends, spaces at the end of a line, empty lines at both ends, and how YAML writes the text do not matter.
//! A text of one line is its words with one space between them. In Markdown a paragraph may be broken into lines anew: its
//! lines count as one. A line stays on its own where the break may mean something: beside an empty line, inside a fence,
//! indented by four or more, holding a `|`, after a heading, or beginning with a mark: `- `, `1. `, `#`, `>`, `<` and their like.

use std::collections::BTreeMap;

use crate::model::{Entry, Project, Record, RecordId, Value};
use crate::schema::{FieldType, Schema};
use crate::source::sha256;

/// What a fingerprint of this version begins with.
const VERSION: &str = "v1:";

/// The fingerprint of a record of the project.
pub fn fingerprint(project: &Project, record: RecordId) -> String {
    fingerprint_of(&project.schema, project.record(record))
}

/// The fingerprint of a record that was read by a schema.
pub fn fingerprint_of(schema: &Schema, record: &Record) -> String {
    let kind = schema.kind(record.kind);
    let mut fields: BTreeMap<&str, String> = BTreeMap::new();
    for (index, entry) in &record.fields {
        let Some(field) = kind.fields.get(*index as usize).filter(|f| f.meaning) else { continue };
        let listed = field.many && !matches!(entry.value, Value::List(_));
        let encoded = if listed { list(std::slice::from_ref(entry)) } else { value(&entry.value, is_markdown(&field.ty)) };
        if let Some(encoded) = encoded {
            fields.insert(&field.name, encoded);
        }
    }
    let bytes = group(&fields).unwrap_or_else(|| "g0:".to_owned());
    format!("{VERSION}{}", sha256(bytes))
}

fn is_markdown(ty: &FieldType) -> bool {
    matches!(ty, FieldType::Markdown)
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("s{}:{text}", text.len()))
}

fn value(value: &Value, markdown: bool) -> Option<String> {
    match value {
        Value::Prose(prose) => text(&paragraphs(&prose.source)),
        // What does not fit its type is kept as written.
        Value::Text(words) | Value::Word(words) if markdown => text(&paragraphs(words)),
        Value::Text(words) | Value::Word(words) => text(&one_line(words)),
        Value::Date(date) => text(&date.to_string()),
        Value::Record { id, .. } => text(id),
        Value::List(items) => list(items),
        Value::Group(entries) => group(&entries.iter().filter_map(|(name, e)| Some((name.as_str(), self::value(&e.value, false)?))).collect()),
    }
}

fn list(items: &[Entry]) -> Option<String> {
    let items: Vec<String> = items.iter().filter_map(|e| value(&e.value, false)).collect();
    (!items.is_empty()).then(|| format!("l{}:{}", items.len(), items.concat()))
}

fn group(fields: &BTreeMap<&str, String>) -> Option<String> {
    let body: String = fields.iter().map(|(name, value)| format!("s{}:{name}{value}", name.len())).collect();
    (!fields.is_empty()).then(|| format!("g{}:{body}", fields.len()))
}

/// The words of a text with one space between them.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A Markdown text with each paragraph in one line.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    // Whether the next line may go on with the last one.
    let mut open = false;
    for line in text.lines().map(str::trim_end) {
        let bare = line.trim_start();
        if let Some(mark) = &fence {
            if bare.starts_with(mark.as_str()) && bare.trim_start_matches(|c| mark.starts_with(c)).is_empty() {
                fence = None;
            }
            out.push(line.to_owned());
            open = false;
        } else if bare.is_empty() {
            if out.last().is_some_and(|l| !l.is_empty()) {
                out.push(String::new());
            }
            open = false;
        } else if let Some(mark) = fence_of(bare) {
            fence = Some(mark);
            out.push(line.to_owned());
            open = false;
        } else if stands_alone(line) {
            out.push(line.to_owned());
            open = !(bare.starts_with('#') || line.contains('|') || indentation(line) >= 4);
        } else if let Some(last) = out.last_mut().filter(|_| open) {
            last.push(' ');
            last.push_str(&one_line(bare));
        } else {
            out.push(format!("{}{}", " ".repeat(indentation(line)), one_line(bare)));
            open = true;
        }
    }
    let from = out.iter().position(|l| !l.is_empty()).unwrap_or(out.len());
    let to = out.iter().rposition(|l| !l.is_empty()).map_or(from, |l| l + 1);
    out[from..to].join("\n")
}

/// The marks that open a fence: three or more of them.
fn fence_of(line: &str) -> Option<String> {
    let first = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let marks: String = line.chars().take_while(|c| *c == first).collect();
    (marks.len() >= 3).then_some(marks)
}

fn indentation(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Whether the break before a line may mean something.
fn stands_alone(line: &str) -> bool {
    let bare = line.trim_start();
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=9).contains(&digits) && [". ", ") "].iter().any(|end| bare[digits..].starts_with(end));
    let ruled = bare.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '));
    let marked = ["- ", "* ", "+ ", "#", ">", "<", ": ", "[^", "$$"].iter().any(|mark| bare.starts_with(mark));
    let defined = bare.starts_with('[') && bare.contains("]:");
    indentation(line) >= 4 || numbered || ruled || marked || defined || line.contains('|')
}
