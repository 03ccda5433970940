//! Records and their values.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::body::without_comments;
use super::chapter::Prose;
use crate::schema::KindId;
use crate::source::Span;

/// A record, by its place in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

impl RecordId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The longest id, in characters: it is also a file name, and those end at 255 bytes.
pub const LONGEST_ID: usize = 200;

/// A record: its kind and what stands in its fields.
#[derive(Debug, Clone)]
pub struct Record {
    /// The user's id.
    pub id: String,
    /// Its kind.
    pub kind: KindId,
    /// Its title; left out, the first sentence of its text.
    pub title: String,
    /// Where its id is written.
    pub span: Span,
    /// Fields by their place in the kind, sorted.
    pub fields: Vec<(u16, Entry)>,
    /// Names of fields and links that are written without a value, and where.
    pub holes: Vec<(String, Span)>,
}

impl Record {
    /// What stands in a field.
    pub fn field(&self, index: u16) -> Option<&Entry> {
        self.fields.binary_search_by_key(&index, |(i, _)| *i).ok().map(|at| &self.fields[at].1)
    }
}

/// A value and where it is written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The place.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What stands in a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text of any one-line type, as written.
    Text(String),
    /// A word of an enumeration or a value of a scale.
    Word(String),
    /// A date.
    Date(Date),
    /// Markdown.
    Prose(Box<Prose>),
    /// A record.
    Record {
        /// The id, as written.
        id: String,
        /// The record, when there is one.
        target: Option<RecordId>,
    },
    /// A list.
    List(Vec<Entry>),
    /// A group: fields by name, in the order of the schema.
    Group(Vec<(String, Entry)>),
}

impl Value {
    /// The plain text of a one-line value, of Markdown its source.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Word(text) => Some(text),
            Self::Prose(prose) => Some(&prose.source),
            Self::Record { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The entry of a group.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        match self {
            Self::Group(fields) => fields.iter().find(|(n, _)| n == name).map(|(_, e)| e),
            _ => None,
        }
    }

    /// The items of a list; another value counts as a list of one.
    pub fn items<'a>(&'a self, own: &'a Entry) -> &'a [Entry] {
        match self {
            Self::List(items) => items,
            _ => std::slice::from_ref(own),
        }
    }

    /// The value as JSON, as written: text stays text, whatever it looks like.
    pub fn json(&self) -> Json {
        match self {
            Self::Text(text) | Self::Word(text) => json!(text),
            Self::Date(date) => json!(date.to_string()),
            Self::Prose(prose) => json!(prose.source),
            Self::Record { id, .. } => json!(id),
            Self::List(items) => Json::Array(items.iter().map(|e| e.value.json()).collect()),
            Self::Group(fields) => Json::Object(fields.iter().map(|(n, e)| (n.clone(), e.value.json())).collect()),
        }
    }

    /// The whole value as one line of plain text, for CSV and search; of Markdown its source, without comments.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Word(text) => text.clone(),
            Self::Date(date) => date.to_string(),
            Self::Prose(prose) => without_comments(&prose.source).unwrap_or_default().into_owned(),
            Self::Record { id, .. } => id.clone(),
            Self::List(items) => items.iter().map(|e| e.value.plain()).collect::<Vec<_>>().join("; "),
            Self::Group(fields) => fields.iter().map(|(n, e)| format!("{n}: {}", e.value.plain())).collect::<Vec<_>>().join(", "),
        }
    }
}

impl Entry {
    /// The items of a list; another value counts as a list of one.
    pub fn items(&self) -> &[Entry] {
        self.value.items(self)
    }
}
