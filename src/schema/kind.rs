//! Kinds of record.

use super::field::Field;

/// A kind, by its place in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

/// A kind of record.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// `snake_case` name.
    pub name: String,
    /// What one is called.
    pub label: String,
    /// What many are called.
    pub plural: String,
    /// The usual prefixes of ids; new ones get the first.
    pub prefixes: Vec<String>,
    /// Its place in lists.
    pub order: i64,
    /// Its roles; its own name is one.
    pub roles: Vec<String>,
    /// What it is for.
    pub doc: String,
    /// Clauses that ask for such records.
    pub clauses: Vec<String>,
    /// Fields: the common ones and its own.
    pub fields: Vec<Field>,
}

impl Kind {
    /// Whether it has a role.
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|r| r == role)
    }

    /// The prefix that new ids get.
    pub fn prefix(&self) -> Option<&str> {
        self.prefixes.first().map(String::as_str)
    }

    /// Whether an id begins with one of the usual prefixes.
    pub fn is_prefix_of(&self, id: &str) -> bool {
        self.prefixes.iter().any(|prefix| id.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with('-')))
    }

    /// The place of a field.
    pub fn field(&self, name: &str) -> Option<u16> {
        self.fields.iter().position(|f| f.name == name).map(|i| i as u16)
    }
}
