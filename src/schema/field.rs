//! Fields and their types.

/// A field of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// `snake_case` name.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// What it is for.
    pub doc: String,
    /// What may be written.
    pub ty: FieldType,
    /// Whether it is part of what the record says, so that a change of it makes links suspect.
    pub meaning: bool,
    /// Whether a list may be written where one value is meant.
    pub many: bool,
    /// For a date, whether it may lie ahead: that of something planned or expected, not of something done.
    pub future: bool,
    /// For a text, whether it is a name or a single word: `Yes` or `OK` is a valid value, where a sentence would say nothing.
    pub name_only: bool,
    /// For a text, whether a verdict is an answer: `met`, `approved`.
    pub verdict: bool,
    /// For a text, whether `{none: reason}` may stand there: that there is none, and why.
    pub or_none: bool,
}

/// What a text in a field must be to say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A sentence: neither assent nor a verdict says why.
    Sentence,
    /// A verdict, or a sentence.
    Verdict,
    /// Any name or word.
    Name,
}

impl Field {
    /// What a text in it must be to say something.
    pub fn wants(&self) -> Wants {
        match self.ty.element() {
            FieldType::Text | FieldType::Markdown | FieldType::Group(_) if self.name_only => Wants::Name,
            FieldType::Text | FieldType::Markdown | FieldType::Group(_) if self.verdict => Wants::Verdict,
            FieldType::Text | FieldType::Markdown | FieldType::Group(_) => Wants::Sentence,
            FieldType::Enum { .. }
            | FieldType::Integer
            | FieldType::Number
            | FieldType::Date
            | FieldType::Boolean
            | FieldType::Version
            | FieldType::Url
            | FieldType::Purl
            | FieldType::Hash
            | FieldType::Path
            | FieldType::Person
            | FieldType::Clause
            | FieldType::Scale(_)
            | FieldType::Link { .. }
            | FieldType::List(_) => Wants::Name,
        }
    }
}

/// What may be written in a field.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldType {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// One of these words.
    Enum {
        /// The words.
        values: Vec<String>,
        /// What is shown for a word, where it is not the word.
        labels: Vec<(String, String)>,
    },
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    Boolean,
    /// A version.
    Version,
    /// A URL: http, https or mailto.
    Url,
    /// A package URL, `pkg:…`.
    Purl,
    /// A hash with its algorithm, `sha256:…`.
    Hash,
    /// A path inside the project.
    Path,
    /// A person's name or record.
    Person,
    /// A clause of a standard.
    Clause,
    /// A value of the scale with this name.
    Scale(String),
    /// A record of one of these roles (`any` for all).
    Link {
        /// The roles.
        to: Vec<String>,
    },
    /// A list of values.
    List(Box<FieldType>),
    /// A group of fields; written as plain text it is its `text`.
    Group(Vec<Field>),
}

impl FieldType {
    /// The type of a single value: of a list, that of its items.
    pub fn element(&self) -> &Self {
        match self {
            Self::List(of) => of.element(),
            other => other,
        }
    }

    /// What it is, in words, for messages.
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Markdown => "Markdown text".to_owned(),
            Self::Enum { values, .. } => format!("one of: {}", values.join(", ")),
            Self::Integer => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Date => "a date as 2026-11-02".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Version => "a version".to_owned(),
            Self::Url => "a URL (http, https, mailto)".to_owned(),
            Self::Purl => "a package URL (pkg:…)".to_owned(),
            Self::Hash => "a hash with its algorithm (sha256:…)".to_owned(),
            Self::Path => "a path inside the project".to_owned(),
            Self::Person => "a person".to_owned(),
            Self::Clause => "a clause number".to_owned(),
            Self::Scale(name) => format!("a value of the scale `{name}`"),
            Self::Link { .. } => "a record's id".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Group(_) => "a group of fields".to_owned(),
        }
    }
}

/// `intended_users` as `Intended users`.
pub(super) fn humanise(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
