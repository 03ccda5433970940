//! Blocks, safe.

use std::fmt::Write;

use super::{Page, escape_attribute, escape_text};
use crate::model::body::{Alert, Alignment, Block, DefinitionEntry, Inline, without_comments};
use crate::render::html::highlight;

impl Page<'_, '_> {
    /// Writes blocks; definitions of footnotes are kept for the end.
    pub(super) fn blocks(&mut self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            self.block(block, out);
        }
    }

    fn block(&mut self, block: &Block, out: &mut String) {
        match block {
            Block::Paragraph { inlines } => {
                let start = out.len();
                out.push_str("<p>");
                self.inlines(inlines, out);
                if out.len() == start + 3 {
                    return out.truncate(start);
                }
                out.push_str("</p>\n");
            }
            Block::Plain { inlines } => {
                self.inlines(inlines, out);
                out.push('\n');
            }
            Block::Heading { level, id, classes, inlines, .. } => self.heading(*level, id.as_deref(), classes, inlines, out),
            Block::BlockQuote { alert: None, blocks } => {
                out.push_str("<blockquote>\n");
                self.blocks(blocks, out);
                out.push_str("</blockquote>\n");
            }
            Block::BlockQuote { alert: Some(alert), blocks } => self.alert(*alert, blocks, out),
            Block::Code { info, text } => highlight::write(info.as_deref(), text, out),
            Block::List { start, items } => self.list(*start, items, out),
            Block::Table { alignments, head, rows } => self.table(alignments, head, rows, out),
            Block::DefinitionList { entries } => self.definitions(entries, out),
            Block::Html { text } => {
                let shown = if self.safe.comments { Some(text.into()) } else { without_comments(text) };
                if let Some(shown) = shown {
                    out.push_str("<pre class=\"raw\" tabindex=\"0\"><code>");
                    escape_text(&shown, out);
                    out.push_str("</code></pre>\n");
                }
            }
            Block::FootnoteDefinition { .. } | Block::Metadata { .. } => {}
            Block::Rule => out.push_str("<hr>\n"),
            Block::Live { directive } => self.safe.resolver.live_block(*directive, out),
        }
    }

    fn heading(&mut self, level: u8, id: Option<&str>, classes: &[String], inlines: &[Inline], out: &mut String) {
        // A heading is one below the nearest earlier one of a higher rank: so no level is skipped, whatever was written.
        while self.levels.last().is_some_and(|above| *above >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        let level = (usize::from(self.safe.base_level) + self.levels.len()).clamp(1, 6);
        let _ = write!(out, "<h{level}");
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            let id = self.unused.remove(id).unwrap_or_else(|| self.unique(id));
            attribute("id", &id, out);
        }
        if !classes.is_empty() {
            attribute("class", &classes.join(" "), out);
        }
        out.push('>');
        self.inlines(inlines, out);
        let _ = writeln!(out, "</h{level}>");
    }

    fn alert(&mut self, alert: Alert, blocks: &[Block], out: &mut String) {
        let words = self.safe.words;
        let (class, title) = match alert {
            Alert::Note => ("note", &words.note),
            Alert::Tip => ("tip", &words.tip),
            Alert::Important => ("important", &words.important),
            Alert::Warning => ("warning", &words.warning),
            Alert::Caution => ("caution", &words.caution),
        };
        let _ = write!(out, "<div class=\"alert {class}\" role=\"note\">\n<p class=\"alert-title\">");
        escape_text(title, out);
        out.push_str("</p>\n");
        self.blocks(blocks, out);
        out.push_str("</div>\n");
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], out: &mut String) {
        match start {
            None => out.push_str("<ul>\n"),
            Some(1) => out.push_str("<ol>\n"),
            Some(n) => {
                let _ = writeln!(out, "<ol start=\"{n}\">");
            }
        }
        for item in items {
            out.push_str("<li>");
            self.blocks(item, out);
            if out.ends_with('\n') {
                out.pop();
            }
            out.push_str("</li>\n");
        }
        out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn table(&mut self, alignments: &[Alignment], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], out: &mut String) {
        if alignments.is_empty() {
            return;
        }
        out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
        attribute("aria-label", &self.safe.words.table, out);
        out.push_str(">\n<table>\n<thead>\n");
        self.row("th scope=\"col\"", alignments, head, out);
        out.push_str("</thead>\n");
        if !rows.is_empty() {
            out.push_str("<tbody>\n");
            for row in rows {
                self.row("td", alignments, row, out);
            }
            out.push_str("</tbody>\n");
        }
        out.push_str("</table>\n</div>\n");
    }

    /// A row has a cell for every column, or the table would be ragged.
    fn row(&mut self, tag: &str, alignments: &[Alignment], cells: &[Vec<Inline>], out: &mut String) {
        out.push_str("<tr>");
        for (column, alignment) in alignments.iter().enumerate() {
            let class = match alignment {
                Alignment::None => "",
                Alignment::Left => " class=\"left\"",
                Alignment::Center => " class=\"center\"",
                Alignment::Right => " class=\"right\"",
            };
            let _ = write!(out, "<{tag}{class}>");
            self.inlines(cells.get(column).map_or(&[][..], Vec::as_slice), out);
            let _ = write!(out, "</{}>", &tag[..2]);
        }
        out.push_str("</tr>\n");
    }

    fn definitions(&mut self, entries: &[DefinitionEntry], out: &mut String) {
        let is_term = |entry: Option<&DefinitionEntry>| matches!(entry, Some(DefinitionEntry::Title { .. }));
        if entries.is_empty() {
            return;
        }
        out.push_str("<dl>\n");
        // HTML wants a term first and a definition last.
        if !is_term(entries.first()) {
            out.push_str("<dt></dt>\n");
        }
        for entry in entries {
            match entry {
                DefinitionEntry::Title { inlines } => {
                    out.push_str("<dt>");
                    self.inlines(inlines, out);
                    out.push_str("</dt>\n");
                }
                DefinitionEntry::Definition { blocks } => {
                    out.push_str("<dd>");
                    self.blocks(blocks, out);
                    out.push_str("</dd>\n");
                }
            }
        }
        if is_term(entries.last()) {
            out.push_str("<dd></dd>\n");
        }
        out.push_str("</dl>\n");
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    let _ = write!(out, " {name}=\"");
    escape_attribute(value, out);
    out.push('"');
}
