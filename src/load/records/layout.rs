//! How a record file is laid out, for commands that write into it.

use crate::load::records::file::front_matter;
use crate::source::{FileId, Source};
use crate::yaml::{self, Limits};

/// The shape of a record file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// One record in YAML.
    One,
    /// Markdown with front matter.
    Markdown,
    /// `kind:` with `records:`.
    Many(Many),
    /// None of these, or a list between brackets.
    Other,
}

/// Where the entries of a file of many records stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Many {
    /// The kind that the file states.
    pub kind: Option<String>,
    /// How many spaces stand before the dash of an entry.
    pub indent: usize,
    /// How many characters lie between the dash and the first key.
    pub step: usize,
    /// The byte at which the last entry begins.
    pub last: usize,
}

/// The shape of a file.
pub fn layout(source: &Source) -> Layout {
    if source.path.to_ascii_lowercase().ends_with(".md") {
        return if front_matter(&source.text).is_some() { Layout::Markdown } else { Layout::Other };
    }
    let Some(node) = yaml::parse(&source.text, FileId::default(), 0, Limits::default(), &mut Vec::new()) else { return Layout::Other };
    let Some(records) = node.get("records") else {
        return if node.get("id").is_some() { Layout::One } else { Layout::Other };
    };
    let Some(entries) = records.list() else { return Layout::Other };
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Layout::Other };
    let (first, last) = (first.span.start as usize, last.span.start as usize);
    // The dash stands on the line of the entry's first key, with nothing but spaces before it.
    let line_start = source.text[..first].rfind('\n').map_or(0, |at| at + 1);
    let lead = &source.text[line_start..first];
    let indent = lead.len() - lead.trim_start_matches(' ').len();
    match lead[indent..].strip_prefix('-') {
        Some(gap) if !gap.is_empty() && gap.bytes().all(|b| b == b' ') => {
            let kind = node.get("kind").and_then(|n| n.text()).map(str::to_owned);
            Layout::Many(Many { kind, indent, step: 1 + gap.len(), last })
        }
        _ => Layout::Other,
    }
}
