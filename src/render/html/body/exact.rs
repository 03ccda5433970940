//! The tree as pulldown-cmark's own writer prints its events: the proof that the tree loses nothing.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::body::{Alert, Alignment, Block, Body, DefinitionEntry, Inline};

/// Writes a tree.
pub(super) fn write(body: &Body, out: &mut String) {
    let mut exact = Exact { out, end_newline: true, numbers: BTreeMap::new() };
    exact.blocks(&body.blocks);
}

struct Exact<'a, 't> {
    out: &'a mut String,
    end_newline: bool,
    numbers: BTreeMap<&'t str, usize>,
}

impl<'t> Exact<'_, 't> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        if !text.is_empty() {
            self.end_newline = text.ends_with('\n');
        }
    }

    /// Writes on a line of its own.
    fn fresh(&mut self, text: &str) {
        if !self.end_newline {
            self.put("\n");
        }
        self.put(text);
    }

    /// Writes text; an empty one too ends the line's being fresh.
    fn text(&mut self, text: &str) {
        self.out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        self.end_newline = text.ends_with('\n');
    }

    fn attribute(&mut self, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.out.push_str(&text.replace('"', "&quot;").replace('\'', "&#39;"));
    }

    fn href(&mut self, url: &str) {
        for byte in url.bytes() {
            match byte {
                b'&' => self.out.push_str("&amp;"),
                b'\'' => self.out.push_str("&#x27;"),
                b if b.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@^_~".contains(&b) => self.out.push(b as char),
                b => {
                    let _ = write!(self.out, "%{b:02X}");
                }
            }
        }
    }

    fn number(&mut self, name: &'t str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name).or_insert(next)
    }

    fn blocks(&mut self, blocks: &'t [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'t Block) {
        match block {
            Block::Paragraph { inlines } => {
                self.fresh("<p>");
                self.inlines(inlines);
                self.put("</p>\n");
            }
            Block::Plain { inlines } => self.inlines(inlines),
            Block::Heading { level, id, classes, attrs, inlines, .. } => {
                self.heading(*level, id.as_deref(), classes, attrs);
                self.inlines(inlines);
                self.put(&format!("</h{level}>\n"));
            }
            Block::BlockQuote { alert, blocks } => {
                self.fresh(match alert {
                    None => "<blockquote>\n",
                    Some(Alert::Note) => "<blockquote class=\"markdown-alert-note\">\n",
                    Some(Alert::Tip) => "<blockquote class=\"markdown-alert-tip\">\n",
                    Some(Alert::Important) => "<blockquote class=\"markdown-alert-important\">\n",
                    Some(Alert::Warning) => "<blockquote class=\"markdown-alert-warning\">\n",
                    Some(Alert::Caution) => "<blockquote class=\"markdown-alert-caution\">\n",
                });
                self.blocks(blocks);
                self.put("</blockquote>\n");
            }
            Block::Code { info, text } => {
                self.fresh("<pre><code");
                let language = info.as_deref().unwrap_or_default().split(' ').next().unwrap_or_default();
                if !language.is_empty() {
                    self.put(" class=\"language-");
                    self.attribute(language);
                    self.put("\"");
                }
                self.put(">");
                self.text(text);
                self.put("</code></pre>\n");
            }
            Block::List { start, items } => {
                match start {
                    None => self.fresh("<ul>\n"),
                    Some(1) => self.fresh("<ol>\n"),
                    Some(n) => self.fresh(&format!("<ol start=\"{n}\">\n")),
                }
                for item in items {
                    self.fresh("<li>");
                    self.blocks(item);
                    self.put("</li>\n");
                }
                self.put(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
            }
            Block::Table { alignments, head, rows } => self.table(alignments, head, rows),
            Block::DefinitionList { entries } => {
                self.fresh("<dl>\n");
                for entry in entries {
                    match entry {
                        DefinitionEntry::Title { inlines } => {
                            self.fresh("<dt>");
                            self.inlines(inlines);
                            self.put("</dt>\n");
                        }
                        DefinitionEntry::Definition { blocks } => {
                            self.fresh("<dd>");
                            self.blocks(blocks);
                            self.put("</dd>\n");
                        }
                    }
                }
                self.put("</dl>\n");
            }
            Block::FootnoteDefinition { name, blocks } => {
                self.fresh("<div class=\"footnote-definition\" id=\"");
                self.attribute(name);
                let number = self.number(name);
                self.put(&format!("\"><sup class=\"footnote-definition-label\">{number}</sup>"));
                self.blocks(blocks);
                self.put("</div>\n");
            }
            Block::Html { text } => self.put(text),
            Block::Metadata { .. } => {}
            Block::Rule => self.fresh("<hr />\n"),
            Block::Live { .. } => {}
        }
    }

    fn heading(&mut self, level: u8, id: Option<&str>, classes: &[String], attrs: &[(String, Option<String>)]) {
        self.fresh(&format!("<h{level}"));
        if let Some(id) = id {
            self.put(" id=\"");
            self.attribute(id);
            self.put("\"");
        }
        if !classes.is_empty() {
            self.put(" class=\"");
            self.attribute(&classes.join(" "));
            self.put("\"");
        }
        for (name, value) in attrs {
            self.put(" ");
            self.attribute(name);
            self.put("=\"");
            self.attribute(value.as_deref().unwrap_or_default());
            self.put("\"");
        }
        self.put(">");
    }

    fn table(&mut self, alignments: &[Alignment], head: &'t [Vec<Inline>], rows: &'t [Vec<Vec<Inline>>]) {
        self.put("<table><thead><tr>");
        self.cells("th", alignments, head);
        self.put("</tr></thead><tbody>\n");
        for row in rows {
            self.put("<tr>");
            self.cells("td", alignments, row);
            self.put("</tr>\n");
        }
        self.put("</tbody></table>\n");
    }

    fn cells(&mut self, tag: &str, alignments: &[Alignment], cells: &'t [Vec<Inline>]) {
        for (column, cell) in cells.iter().enumerate() {
            let style = match alignments.get(column) {
                Some(Alignment::Left) => " style=\"text-align: left\"",
                Some(Alignment::Center) => " style=\"text-align: center\"",
                Some(Alignment::Right) => " style=\"text-align: right\"",
                _ => "",
            };
            self.put(&format!("<{tag}{style}>"));
            self.inlines(cell);
            self.put(&format!("</{tag}>"));
        }
    }

    fn inlines(&mut self, inlines: &'t [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => self.text(text),
                Inline::Code { text } => {
                    self.put("<code>");
                    self.text(text);
                    self.put("</code>");
                }
                Inline::Emphasis { inlines } => self.within("<em>", inlines, "</em>"),
                Inline::Strong { inlines } => self.within("<strong>", inlines, "</strong>"),
                Inline::Strikethrough { inlines } => self.within("<del>", inlines, "</del>"),
                Inline::Superscript { inlines } => self.within("<sup>", inlines, "</sup>"),
                Inline::Subscript { inlines } => self.within("<sub>", inlines, "</sub>"),
                Inline::Link { url, title, email, inlines, .. } => {
                    self.put(if *email { "<a href=\"mailto:" } else { "<a href=\"" });
                    self.href(url);
                    self.title(title);
                    self.put("\">");
                    self.inlines(inlines);
                    self.put("</a>");
                }
                Inline::Image { url, title, inlines, .. } => {
                    self.put("<img src=\"");
                    self.href(url);
                    self.put("\" alt=\"");
                    self.alt(inlines);
                    self.title(title);
                    self.put("\" />");
                }
                Inline::Record { id, text: None, .. } => self.text(&format!("[[{id}]]")),
                Inline::Record { id, text: Some(text), .. } => self.text(&format!("[[{id}|{text}]]")),
                Inline::FootnoteReference { name } => {
                    self.put("<sup class=\"footnote-reference\"><a href=\"#");
                    self.attribute(name);
                    let number = self.number(name);
                    self.put(&format!("\">{number}</a></sup>"));
                }
                Inline::Html { text } => self.put(text),
                Inline::Math { display, text } => {
                    self.put(if *display { "<span class=\"math math-display\">" } else { "<span class=\"math math-inline\">" });
                    self.attribute(text);
                    self.put("</span>");
                }
                Inline::Task { checked: true } => self.put("<input disabled=\"\" type=\"checkbox\" checked=\"\"/>\n"),
                Inline::Task { checked: false } => self.put("<input disabled=\"\" type=\"checkbox\"/>\n"),
                Inline::SoftBreak => self.put("\n"),
                Inline::HardBreak => self.put("<br />\n"),
                Inline::Live { .. } => {}
            }
        }
    }

    fn within(&mut self, before: &str, inlines: &'t [Inline], after: &str) {
        self.put(before);
        self.inlines(inlines);
        self.put(after);
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.put("\" title=\"");
            self.attribute(title);
        }
    }

    /// The words of an image.
    fn alt(&mut self, inlines: &'t [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } | Inline::Code { text } | Inline::Html { text } => self.attribute(text),
                Inline::Math { display, text } => {
                    let dollars = if *display { "$$" } else { "$" };
                    self.put(dollars);
                    self.attribute(text);
                    self.put(dollars);
                }
                Inline::Emphasis { inlines }
                | Inline::Strong { inlines }
                | Inline::Strikethrough { inlines }
                | Inline::Superscript { inlines }
                | Inline::Subscript { inlines }
                | Inline::Link { inlines, .. }
                | Inline::Image { inlines, .. } => self.alt(inlines),
                Inline::FootnoteReference { name } => {
                    let number = self.number(name);
                    self.put(&format!("[{number}]"));
                }
                Inline::Task { checked } => self.put(if *checked { "[x]" } else { "[ ]" }),
                Inline::SoftBreak | Inline::HardBreak => self.put(" "),
                Inline::Record { .. } | Inline::Live { .. } => {}
            }
        }
    }
}
