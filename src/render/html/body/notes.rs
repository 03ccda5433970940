//! Footnotes: numbered as they are referred to, listed at the end of the text.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Page, escape_attribute, escape_text};
use crate::model::body::Block;
use crate::source::fragment_encoded;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Notes<'t> {
    notes: Vec<Note<'t>>,
    /// Names regardless of case, as Markdown compares them; of several, the first counts.
    by_name: BTreeMap<String, usize>,
    /// Indices in the order of their numbers.
    order: Vec<usize>,
}

struct Note<'t> {
    blocks: &'t [Block],
    /// Its number, from 1, and its id in the page.
    number: Option<(usize, String)>,
    /// The ids of the references to it.
    references: Vec<String>,
}

impl<'t> Notes<'t> {
    /// Takes a definition in.
    pub(super) fn define(&mut self, name: &str, blocks: &'t [Block]) {
        self.by_name.entry(name.to_lowercase()).or_insert(self.notes.len());
        self.notes.push(Note { blocks, number: None, references: Vec::new() });
    }
}

impl Page<'_, '_> {
    /// Writes a reference; one to nothing stays as written.
    pub(super) fn reference(&mut self, name: &str, out: &mut String) {
        let Some(index) = self.notes.by_name.get(&name.to_lowercase()).copied() else {
            out.push_str("[^");
            escape_text(name, out);
            return out.push(']');
        };
        let (number, target) = self.number(index);
        let again = self.notes.notes[index].references.len();
        let id = self.unique(&if again == 0 { format!("fnref-{number}") } else { format!("fnref-{number}-{}", again + 1) });
        out.push_str("<sup class=\"footnote-reference\" id=\"");
        escape_attribute(&id, out);
        self.notes.notes[index].references.push(id);
        if self.in_link {
            let _ = write!(out, "\">{number}</sup>");
        } else {
            out.push_str("\"><a role=\"doc-noteref\" href=\"#");
            out.push_str(&fragment_encoded(&target));
            let _ = write!(out, "\">{number}</a></sup>");
        }
    }

    fn number(&mut self, index: usize) -> (usize, String) {
        if let Some(number) = &self.notes.notes[index].number {
            return number.clone();
        }
        let n = self.notes.order.len() + 1;
        let number = (n, self.unique(&format!("fn-{n}")));
        self.notes.order.push(index);
        self.notes.notes[index].number = Some(number.clone());
        number
    }

    /// Writes the list: first what is referred to, then the rest, since nothing an author wrote may get lost.
    pub(super) fn footnotes(&mut self, out: &mut String) {
        if self.notes.notes.is_empty() {
            return;
        }
        out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape_attribute(&self.safe.words.footnotes, out);
        out.push_str("\">\n<ol>\n");
        let mut written = 0;
        // A footnote may refer to one that had no number yet, so the list grows while it is written.
        loop {
            while let Some(index) = self.notes.order.get(written).copied() {
                written += 1;
                self.footnote(index, out);
            }
            match self.notes.notes.iter().position(|note| note.number.is_none()) {
                Some(index) => self.number(index),
                None => break,
            };
        }
        out.push_str("</ol>\n</div>\n");
    }

    fn footnote(&mut self, index: usize, out: &mut String) {
        let blocks = self.notes.notes[index].blocks;
        let (_, id) = self.number(index);
        out.push_str("<li id=\"");
        escape_attribute(&id, out);
        out.push_str("\">\n");
        match blocks.split_last() {
            Some((Block::Paragraph { inlines } | Block::Plain { inlines }, before)) => {
                self.blocks(before, out);
                out.push_str("<p>");
                self.inlines(inlines, out);
                self.back(index, out);
                out.push_str("</p>\n");
            }
            _ => {
                self.blocks(blocks, out);
                if !self.notes.notes[index].references.is_empty() {
                    out.push_str("<p>");
                    self.back(index, out);
                    out.push_str("</p>\n");
                }
            }
        }
        out.push_str("</li>\n");
    }

    fn back(&self, index: usize, out: &mut String) {
        let Note { number, references, .. } = &self.notes.notes[index];
        let number = number.as_ref().map_or(0, |(n, _)| *n);
        for (again, id) in references.iter().enumerate() {
            out.push_str(" <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#");
            out.push_str(&fragment_encoded(id));
            out.push_str("\" aria-label=\"");
            escape_attribute(&self.safe.words.back, out);
            let _ = match again {
                0 => write!(out, " {number}\">\u{21A9}</a>"),
                _ => write!(out, " {number}-{}\">\u{21A9}</a>", again + 1),
            };
        }
    }
}
