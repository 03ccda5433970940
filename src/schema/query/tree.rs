//! A query as a tree, and how it is written.

use std::fmt;

use jiff::civil::Date;

use super::lex::{KEYWORDS, in_word};
use crate::schema::Name;

/// What has to hold of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// All of these, two or more; none of them is an `And` itself.
    And(Vec<Node>),
    /// One of these, two or more; none of them is an `Or` itself.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A value of the term compares so.
    Compare {
        /// The term.
        term: Term,
        /// How.
        op: Op,
        /// With what.
        value: Operand,
    },
    /// A value of the term is one of these.
    In {
        /// The term.
        term: Term,
        /// The values, one or more.
        values: Vec<Operand>,
    },
    /// Something is written there; of a link, it leads to a record that is not obsolete.
    Has(Term),
}

/// A name that records have values for.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// As written: `initial.severity`.
    pub name: String,
    /// What it is.
    pub what: What,
}

/// What a term is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The id.
    Id,
    /// The name of the kind.
    Kind,
    /// The title, stated or taken from the text.
    Title,
    /// The path of the file it is written in.
    File,
    /// The effective safety class.
    Class,
    /// The verdict; of a control, that on its implementation.
    Verdict,
    /// The verdict on a control's implementation.
    Implementation,
    /// The verdict on whether a requirement's text was reviewed.
    Review,
    /// The verdict on a control's effect.
    Effectiveness,
    /// A field by its name, then the names inside its groups.
    Field(Vec<String>),
    /// Records at the other end of a link.
    Link(Name),
    /// How many values a field or link has.
    Count(Box<What>),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `~`: contains, ignoring case and how blanks and lines are set.
    Contains,
}

impl Op {
    /// As written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Contains => "~",
        }
    }
}

/// What a term is compared with, of the type of the term.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A text, or the id of a record.
    Text(String),
    /// A word of an enumeration, a verdict, a kind.
    Word(String),
    /// A value of a scale.
    Level {
        /// The scale.
        scale: String,
        /// The value.
        id: String,
        /// Its rank, from 0.
        rank: usize,
    },
    /// A date.
    Date(Date),
    /// So many days after the date that age and expiry are measured from.
    Today(i32),
    /// A number.
    Number {
        /// As written.
        text: String,
        /// Its value: finite.
        value: f64,
    },
    /// True or false.
    Boolean(bool),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(parts) => joined(f, parts, " and ", |part| matches!(part, Self::Or(_))),
            Self::Or(parts) => joined(f, parts, " or ", |_| false),
            Self::Not(inner) if matches!(**inner, Self::And(_) | Self::Or(_)) => write!(f, "not ({inner})"),
            Self::Not(inner) => write!(f, "not {inner}"),
            Self::Compare { term, op, value } => write!(f, "{} {} {value}", term.name, op.sign()),
            Self::In { term, values } => {
                write!(f, "{} in (", term.name)?;
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
            Self::Has(term) => write!(f, "has {}", term.name),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Node], joint: &str, bracket: impl Fn(&Node) -> bool) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { joint })?;
        match bracket(part) {
            true => write!(f, "({part})")?,
            false => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Word(text) | Self::Level { id: text, .. } => word(f, text),
            Self::Date(date) => write!(f, "{date}"),
            Self::Today(0) => f.write_str("today"),
            Self::Today(days) => write!(f, "today {} {}d", if *days < 0 { '-' } else { '+' }, days.unsigned_abs()),
            Self::Number { text, .. } => word(f, text),
            Self::Boolean(value) => write!(f, "{value}"),
        }
    }
}

/// A bare word where it reads as one, else in quotes.
fn word(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if !text.is_empty() && text.chars().all(in_word) && !KEYWORDS.contains(&text) && !text.starts_with("today") {
        return f.write_str(text);
    }
    write!(f, "'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
