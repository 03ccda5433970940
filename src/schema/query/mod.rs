//! The `where` language: which records are meant, in one line of text.
//!
//! ```text
//! query   = all { "or" all }          all = not { "and" not }          not = "not" not | simple
//! simple  = "(" query ")" | "has" TERM | TERM op VALUE | TERM "in" "(" VALUE { "," VALUE } ")"
//! op      = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~"
//! ```
//!
//! A term is a field of the kind (`status`, `initial.severity`), a link by its name on this side (`verified_by`), a count
//! (`verified_by.count`, `tags.count`), or computed: `id`, `kind`, `title`, `file`, `class`, `verdict`, `implementation`,
//! `effectiveness`. A value is a bare word or stands in quotes; a date may be `today - 90d`.
//!
//! Every comparison with a value that is missing is false, `!=` too; `not (x = y)` is true of it. Of several values one that
//! fits is enough. A status that is not written is `draft`, as everywhere.
//!
//! Text is lexed (`lex`), parsed without regard to meaning (`parse`), then held against the schema (`terms`, `check`): a
//! mistake is an error with its place in the text, never a query that selects nothing.

mod check;
mod error;
mod lex;
mod parse;
mod terms;
mod tree;

pub use error::QueryError;
pub use terms::VERDICTS;
pub use tree::{Node, Op, Operand, Term, What};

use std::fmt;
use std::ops::Range;

use super::{KindId, Schema};

/// The longest query that is read, in bytes.
pub const LONGEST: usize = 4096;

/// A query that makes sense of records of one kind, or of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The kind whose records it is about; none for records of all kinds.
    pub scope: Option<KindId>,
    /// What has to hold.
    pub root: Node,
    /// Ids that it compares with, and where they stand in the text: who knows the records says which do not exist.
    pub ids: Vec<(Range<usize>, String)>,
}

impl Query {
    /// Reads a query about records of a kind; without one, about records of all kinds, which have only the common fields
    /// and the computed terms.
    ///
    /// # Errors
    /// The first mistake in the form, or all mistakes in the meaning, in the order of the text.
    pub fn parse(text: &str, schema: &Schema, scope: Option<KindId>) -> Result<Self, Vec<QueryError>> {
        if text.len() > LONGEST {
            return Err(vec![QueryError::new(0..0, format!("the query is longer than {LONGEST} bytes"))]);
        }
        let raw = lex::lex(text).and_then(|tokens| parse::parse(&tokens, text.len())).map_err(|e| vec![e])?;
        let mut checker = check::Checker { schema, scope, errors: Vec::new(), ids: Vec::new() };
        match checker.node(&raw) {
            Some(root) if checker.errors.is_empty() => Ok(Self { scope, root, ids: checker.ids }),
            _ => Err(checker.errors),
        }
    }

    /// Whether it names the status `obsolete`, and so says itself what is to become of obsolete records.
    pub fn names_obsolete(&self) -> bool {
        names_obsolete(&self.root)
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

fn names_obsolete(node: &Node) -> bool {
    let named = |term: &Term, value: &Operand| term.name == "status" && *value == Operand::Word("obsolete".to_owned());
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().any(names_obsolete),
        Node::Not(inner) => names_obsolete(inner),
        Node::Compare { term, value, .. } => named(term, value),
        Node::In { term, values } => values.iter().any(|v| named(term, v)),
        Node::Has(_) => false,
    }
}
