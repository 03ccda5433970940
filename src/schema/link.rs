//! Types of link between records.

use super::kind::Kind;

/// A link type, by its place in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u16);

/// Under which of its names a link is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// As `verifies`: the record is the start.
    Forward,
    /// As `verified_by`: the record is the end.
    Inverse,
}

impl Side {
    /// The opposite side.
    pub fn other(self) -> Self {
        match self {
            Self::Forward => Self::Inverse,
            Self::Inverse => Self::Forward,
        }
    }
}

/// A name of a link: which link, and from which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The link type.
    pub link: LinkId,
    /// The side.
    pub side: Side,
}

/// Which records may stand at an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// All.
    Any,
    /// Those of a kind with one of these roles.
    Roles(Vec<String>),
}

impl Ends {
    /// Whether a record of this kind may stand there.
    pub fn allow(&self, kind: &Kind) -> bool {
        match self {
            Self::Any => true,
            Self::Roles(roles) => roles.iter().any(|r| kind.has_role(r)),
        }
    }
}

/// A type of link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkType {
    /// Its name at the start.
    pub name: String,
    /// Its name at the end.
    pub inverse: String,
    /// What is shown at the start.
    pub label: String,
    /// What is shown at the end.
    pub inverse_label: String,
    /// What it says.
    pub doc: String,
    /// Clauses that ask for it.
    pub clauses: Vec<String>,
    /// Where it may start.
    pub from: Ends,
    /// Where it may end.
    pub to: Ends,
    /// Whether going round in a circle is a mistake.
    pub acyclic: bool,
    /// Whether it may end at a name outside the project.
    pub outside: bool,
    /// The list field of the target that `ID#fragment` picks an entry of.
    pub fragment: Option<String>,
    /// Whether both names are the same.
    pub symmetric: bool,
    /// Whether anything may rest on it.
    pub proves: bool,
}

impl LinkType {
    /// Its name seen from a side.
    pub fn name_at(&self, side: Side) -> &str {
        match side {
            Side::Forward => &self.name,
            Side::Inverse => &self.inverse,
        }
    }

    /// What is shown, seen from a side.
    pub fn label_at(&self, side: Side) -> &str {
        match side {
            Side::Forward => &self.label,
            Side::Inverse => &self.inverse_label,
        }
    }
}
