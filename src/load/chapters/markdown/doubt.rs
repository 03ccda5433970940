//! What is shown in another way than it seems to be meant: cells beyond the head, tables that are none, tags that are text.

use std::ops::Range;

use pulldown_cmark::Tag;

use super::frame::{Frame, Kind};
use super::html::{self, Raw};
use super::runs::Run;
use super::table_row::{Lost, lost, no_tables};
use super::tree::{Builder, DEEPEST};
use super::{Problem, runs};
use crate::model::body::Inline;

impl Builder<'_> {
    /// Looks at an element that begins.
    pub(super) fn doubt(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if !self.options.doubts {
            return;
        }
        match tag {
            Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.taken.push(range.clone()),
            _ => {}
        }
        match tag {
            Tag::TableHead | Tag::TableRow => self.doubt_row(range),
            _ => {}
        }
    }

    fn doubt_row(&mut self, range: &Range<usize>) {
        let Some(Frame { kind: Kind::Table { alignments, .. }, .. }) = self.stack.last() else { return };
        let columns = alignments.len();
        let row = self.masked.text[range.clone()].trim_end();
        let message = match lost(row, columns) {
            None => return,
            Some(Lost::Cells(cells)) => format!("this row has {cells} cells, but the head of the table has {columns}: the rest is not shown"),
            Some(Lost::Split) => "a bar ends a cell of this row inside code or a link to a record".to_owned(),
        };
        let end = range.start + row.len();
        self.note(range.start..end, message, "write `\\|` for a bar that is part of a cell, also in code and in `[[ID\\|text]]`");
    }

    /// Lines that look like the start of a table and are none.
    pub(super) fn doubt_tables(&mut self) {
        if !self.options.doubts || !self.options.extensions.tables {
            return;
        }
        // Elements come in the order in which they begin; one inside another ends with it.
        let taken = std::mem::take(&mut self.taken);
        let masked = self.masked;
        let is_taken = |at: usize| {
            let before = taken.partition_point(|range| range.start <= at);
            taken[..before].iter().rev().take(DEEPEST).any(|range| range.contains(&at))
        };
        for (range, head, own) in no_tables(&masked.text, is_taken) {
            let message = format!("this is not read as a table: its head has {head} cells, its line of dashes {own}");
            self.note(range, message, "give the line of dashes as many cells as the head has");
        }
    }

    /// Raw HTML that is shown as text; each element is told once.
    pub(super) fn doubt_html(&mut self, range: &Range<usize>) {
        if !self.options.doubts {
            return;
        }
        let masked = self.masked;
        for (name, at) in html::elements(&masked.text[range.clone()]) {
            if name == "br" && self.options.break_tags {
                continue;
            }
            let message = format!("`<{name}>` is shown as text");
            if !self.told.insert(name) {
                continue;
            }
            let from = range.start + at;
            let to = masked.text[from..].find('>').map_or(range.end, |end| from + end + 1).max(from);
            let help = "write it in Markdown; of raw HTML, chapters may use b, i, s, sub, sup, kbd, code and br amid text, and p, ul, ol, li, div, hr, details and \
             summary as blocks of their own, all without attributes; records may use br";
            self.note(from..to, message, help);
        }
    }

    /// What looks like a link to a record and is none.
    pub(super) fn doubt_links(&mut self, run: &Run, in_link: bool) {
        if !self.options.doubts || !self.options.record_links || in_link {
            return;
        }
        for range in runs::no_links(run, &self.masked.text) {
            self.note(range, "this is not read as a link to a record".to_owned(), "write `[[ID]]` or `[[ID|text]]`; write `\\[[` if no record is meant");
        }
    }

    /// Takes in a raw tag of the closed set; whether it was one.
    pub(super) fn tag(&mut self, text: &str, range: &Range<usize>) -> bool {
        if !self.options.html_tags {
            return false;
        }
        match html::read(text) {
            Some(Raw::Opens(tag)) if self.depth() < DEEPEST => {
                self.stack.push(Frame { kind: Kind::Tag { tag, raw: text.to_owned() }, blocks: Vec::new(), inlines: Vec::new(), range: range.clone() });
                true
            }
            Some(Raw::Closes(tag)) if matches!(self.stack.last(), Some(Frame { kind: Kind::Tag { tag: open, .. }, .. }) if *open == tag) => {
                self.close();
                true
            }
            Some(Raw::Opens(_) | Raw::Closes(_)) | None => false,
        }
    }

    /// Puts tags back as text that nothing closed before the element around them ends.
    pub(super) fn leave_tags_open(&mut self) {
        while let Some(Frame { kind: Kind::Tag { .. }, .. }) = self.stack.last() {
            let Some(Frame { kind: Kind::Tag { raw, .. }, inlines, range, .. }) = self.stack.pop() else { return };
            self.doubt_html(&range);
            self.inline(Inline::Html { text: raw });
            inlines.into_iter().for_each(|inline| self.inline(inline));
        }
    }

    fn note(&mut self, range: Range<usize>, message: String, help: &str) {
        let span = self.masked.span(range);
        self.parsed.doubts.push(Problem { span, message, help: Some(help.to_owned()) });
    }
}
