//! The fixed texts of all outputs: one function per label, with its arguments. The texts themselves are in the label file, under
//! the same names; a test compares the two. An unused label fails the build.

use jiff::civil::Date;

use crate::model::RecordId;

/// Declares labels: one function each, and a table of all. The text before them is the prefix of their names in the label file.
macro_rules! words {
    ($prefix:literal; $($name:ident $(($($place:ident: $kind:ident),+))?;)*) => {
        pub(super) const KEYS: &[Key] = &[$(Key {
            name: concat!($prefix, stringify!($name)),
            places: &[$($((stringify!($place), Kind::$kind)),+)?],
        }),*];

        $(pub(crate) fn $name($($($place: argument!($kind)),+)?) -> Label {
            Label::Said(Said { key: concat!($prefix, stringify!($name)), with: vec![$($((stringify!($place), argument!($kind, $place))),+)?] })
        })*
    };
}

/// The type of an argument; with a value, the argument.
macro_rules! argument {
    (Text) => { impl Into<String> };
    (Text, $value:expr) => { Arg::Text($value.into()) };
    (Count) => { usize };
    (Count, $value:expr) => { Arg::Count($value) };
    (Record) => { RecordId };
    (Record, $value:expr) => { Arg::Record($value) };
    (Date) => { Date };
    (Date, $value:expr) => { Arg::Date($value) };
    (Label) => { Label };
    (Label, $value:expr) => { Arg::Label(Box::new($value)) };
}

mod cells;
mod classes;
pub(crate) mod columns;
pub(crate) mod missing;
pub mod of;
mod pages;
mod paper;
mod tables;
mod templates;

pub(crate) use cells::*;
pub(crate) use classes::*;
pub(crate) use pages::*;
pub(crate) use paper::*;
pub(crate) use tables::*;

/// Words that a person sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// Words of the label file.
    Said(Said),
    /// Words from records, schema or settings.
    Words(String),
}

impl Label {
    /// Words from records, schema or settings.
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }
}

/// A label of the label file, with what is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    key: &'static str,
    with: Vec<(&'static str, Arg)>,
}

impl Said {
    /// Its name in the label file.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// What stands in its places, by their names.
    pub fn with(&self) -> &[(&'static str, Arg)] {
        &self.with
    }
}

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A text of records, schema, settings or evidence.
    Text(String),
    /// A number of things.
    Count(usize),
    /// A record, shown by its id.
    Record(RecordId),
    /// A day.
    Date(Date),
    /// Words of the label file.
    Label(Box<Label>),
}

/// What a place of a label takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number; the one called `n` chooses among the forms of the text.
    Count,
    /// A record.
    Record,
    /// A day.
    Date,
    /// A label.
    Label,
}

/// A label of the label file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name there.
    pub name: &'static str,
    /// Its places.
    pub places: &'static [(&'static str, Kind)],
}

/// All labels that the program says.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    [cells::KEYS, classes::KEYS, columns::KEYS, missing::KEYS, pages::KEYS, paper::KEYS, tables::KEYS].into_iter().flatten()
}

/// The labels that only templates of the site say.
pub fn template_keys() -> impl Iterator<Item = &'static Key> {
    templates::KEYS.iter()
}

/// The labels that the templates of the PDF ask for, by the names they have there.
pub fn pdf_words() -> Vec<(&'static str, Label)> {
    vec![
        ("alert_caution", alert_caution()),
        ("alert_important", alert_important()),
        ("alert_note", alert_note()),
        ("alert_tip", alert_tip()),
        ("alert_warning", alert_warning()),
        ("as_of", as_of_fact()),
        ("contents", contents()),
        ("none", none()),
        // The typesetter fills these in on each page.
        ("page_of", page_of("{x}", "{y}")),
        ("unknown", unknown()),
    ]
}
