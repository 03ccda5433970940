//! Recorded reviews of links.

use jiff::civil::Date;

use super::record::RecordId;
use crate::schema::LinkId;
use crate::source::{FileId, Span};

/// A review: somebody looked at links and found that they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The file that records it.
    pub file: FileId,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Where the date is written.
    pub span: Span,
    /// The links whose ends are records of the project.
    pub links: Vec<ReviewedLink>,
}

/// A link that was reviewed, with what its ends said then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewedLink {
    /// Its start.
    pub from: RecordId,
    /// Its type.
    pub link: LinkId,
    /// Its end.
    pub to: RecordId,
    /// The entry of the end that is meant: `b` of `RISK-004#b`.
    pub fragment: Option<String>,
    /// The fingerprint of the start.
    pub from_fp: String,
    /// The fingerprint of the end.
    pub to_fp: String,
    /// Where it is recorded.
    pub span: Span,
}

/// Whether a text can be a fingerprint of this format: `v1:` and 64 hexadecimal digits.
pub fn is_fingerprint(text: &str) -> bool {
    text.strip_prefix("v1:").is_some_and(|hash| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
}
