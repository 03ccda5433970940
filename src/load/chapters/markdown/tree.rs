//! Builds the tree from pulldown-cmark's events, with a stack of open elements of bounded height.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag};

use super::frame::{Frame, Kind, alert, alignment, all_live, holds_blocks, is_block, lives, settle};
use super::runs::{Part, Run};
use super::{Options, Parsed, Problem};
use super::{html, html_block};
use crate::load::chapters::masked::{Masked, Meaning};
use crate::model::body::{Block, Body, DefinitionEntry, Inline};

/// How deep quotes, lists and spans may stand in each other. What stands deeper is kept as plain content of the deepest
/// one, so that nothing which walks a tree needs to fear for its stack.
pub(super) const DEEPEST: usize = 100;

/// Takes events in and gives the tree out.
pub(super) struct Builder<'a> {
    pub(super) masked: &'a Masked<'a>,
    pub(super) options: &'a Options,
    pub(super) stack: Vec<Frame>,
    run: Run,
    /// Open elements beyond the limit.
    skipped: usize,
    pub(super) parsed: Parsed,
    /// Tables, code and raw HTML: what looks like a table in them is none that was missed.
    pub(super) taken: Vec<Range<usize>>,
    /// Elements of raw HTML that were told.
    pub(super) told: std::collections::BTreeSet<&'static str>,
    /// Which stand-ins came by; one that never does was swallowed by a link definition or the like.
    seen: Vec<bool>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(masked: &'a Masked<'a>, options: &'a Options) -> Self {
        let root = Frame { kind: Kind::Root, blocks: Vec::new(), inlines: Vec::new(), range: 0..0 };
        let seen = vec![false; masked.marks.len()];
        Self {
            masked,
            options,
            stack: vec![root],
            run: Run::default(),
            skipped: 0,
            parsed: Parsed::default(),
            taken: Vec::new(),
            told: Default::default(),
            seen,
        }
    }

    /// Takes an event in.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Event::Text(text) | Event::Html(text) = &event
            && let Some(Frame { kind: Kind::Code { text: raw, .. } | Kind::Html(raw) | Kind::Metadata(raw), .. }) = self.stack.last_mut()
        {
            return raw.push_str(text);
        }
        if let Event::Text(text) = &event {
            return self.run.push(text, range, &self.masked.text);
        }
        self.flush();
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            Event::End(_) => {
                self.leave_tags_open();
                self.close();
            }
            Event::Code(text) => {
                let text = self.quietly(&text);
                self.inline(Inline::Code { text });
            }
            Event::InlineMath(text) => self.math(&text, false),
            Event::DisplayMath(text) => self.math(&text, true),
            Event::InlineHtml(text) if self.tag(&text, &range) => {}
            Event::Html(text) | Event::InlineHtml(text) => {
                self.doubt_html(&range);
                let text = self.aloud(&text, "raw HTML");
                let broken = self.options.break_tags && matches!(text.to_ascii_lowercase().as_str(), "<br>" | "<br/>" | "<br />" | "</br>");
                self.inline(if broken { Inline::HardBreak } else { Inline::Html { text } });
            }
            Event::FootnoteReference(name) => {
                let name = self.aloud(&name, "the name of a footnote");
                self.inline(Inline::FootnoteReference { name });
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.inline(Inline::HardBreak),
            Event::TaskListMarker(checked) => self.inline(Inline::Task { checked }),
            Event::Rule => self.block(Block::Rule),
            Event::Text(_) => {}
        }
    }

    /// Gives the tree out.
    pub(super) fn finish(mut self) -> Parsed {
        self.flush();
        while self.stack.len() > 1 {
            self.leave_tags_open();
            self.close();
        }
        self.doubt_tables();
        if let Some(mut root) = self.stack.pop() {
            settle(&mut root);
            self.parsed.body = Body { blocks: root.blocks };
        }
        for index in 0..self.seen.len() {
            if !self.seen[index] {
                self.no_effect(index, "a link definition");
            }
        }
        self.parsed
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let nests = !matches!(
            tag,
            Tag::Item
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
                | Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::MetadataBlock(_)
        );
        if self.skipped > 0 || (nests && self.depth() >= DEEPEST) {
            if self.skipped == 0 {
                self.too_deep(range);
            }
            self.skipped += 1;
            let inlines = self.stack.last().map_or(&[][..], |top| &top.inlines);
            if is_block(&tag) && !matches!(inlines.last(), None | Some(Inline::SoftBreak)) {
                self.inline(Inline::SoftBreak);
            }
            return;
        }
        self.doubt(&tag, &range);
        let kind = self.kind(tag);
        if !matches!(kind, Kind::Span(_) | Kind::Link { .. } | Kind::Image { .. })
            && let Some(top) = self.stack.last_mut()
            && holds_blocks(&top.kind)
        {
            settle(top);
        }
        self.stack.push(Frame { kind, blocks: Vec::new(), inlines: Vec::new(), range });
    }

    /// What only ever stands in something counted need not be.
    pub(super) fn depth(&self) -> usize {
        self.stack.iter().filter(|f| !matches!(f.kind, Kind::Root | Kind::Item | Kind::Row { .. } | Kind::Cell | Kind::Term | Kind::Meaning)).count()
    }

    fn too_deep(&mut self, range: Range<usize>) {
        if self.parsed.problems.iter().any(|p| p.message.starts_with("nested")) {
            return;
        }
        let span = self.masked.span(range.start..range.start + self.masked.text[range.start..].chars().next().map_or(0, char::len_utf8));
        let message = format!("nested more than {DEEPEST} deep: what is deeper stays flat");
        self.parsed.problems.push(Problem { span, message, help: Some("use fewer levels of quotes, lists or emphasis".into()) });
    }

    fn kind(&mut self, tag: Tag<'_>) -> Kind {
        match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, id, classes, attrs } => {
                let mut text = |text: &CowStr<'_>| self.aloud(text, "the attributes of a heading");
                Kind::Heading {
                    level: level as u8,
                    id: id.as_ref().map(&mut text),
                    classes: classes.iter().map(&mut text).collect(),
                    attrs: attrs.iter().map(|(key, value)| (text(key), value.as_ref().map(&mut text))).collect(),
                }
            }
            Tag::BlockQuote(kind) => Kind::Quote(kind.map(alert)),
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { info: None, text: String::new() },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code { info: Some(self.quietly(&info)), text: String::new() },
            Tag::HtmlBlock => Kind::Html(String::new()),
            Tag::MetadataBlock(_) => Kind::Metadata(String::new()),
            Tag::List(start) => Kind::List { start, items: Vec::new() },
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(name) => Kind::Footnote(self.aloud(&name, "the name of a footnote")),
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Meaning,
            Tag::Table(alignments) => Kind::Table { alignments: alignments.into_iter().map(alignment).collect(), head: Vec::new(), rows: Vec::new() },
            Tag::TableHead => Kind::Row { head: true, cells: Vec::new() },
            Tag::TableRow => Kind::Row { head: false, cells: Vec::new() },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Span(|inlines| Inline::Emphasis { inlines }),
            Tag::Strong => Kind::Span(|inlines| Inline::Strong { inlines }),
            Tag::Strikethrough => Kind::Span(|inlines| Inline::Strikethrough { inlines }),
            Tag::Superscript => Kind::Span(|inlines| Inline::Superscript { inlines }),
            Tag::Subscript => Kind::Span(|inlines| Inline::Subscript { inlines }),
            Tag::Link { link_type, dest_url, title, .. } => Kind::Link {
                url: self.aloud(&dest_url, "the target of a link"),
                title: self.aloud(&title, "the title of a link"),
                email: link_type == LinkType::Email,
                auto: matches!(link_type, LinkType::Email | LinkType::Autolink),
            },
            Tag::Image { dest_url, title, .. } => {
                Kind::Image { url: self.aloud(&dest_url, "the source of an image"), title: self.aloud(&title, "the title of an image") }
            }
        }
    }

    pub(super) fn close(&mut self) {
        let Some(mut frame) = self.stack.pop().filter(|_| !self.stack.is_empty()) else { return };
        if holds_blocks(&frame.kind) {
            settle(&mut frame);
        }
        let Frame { kind, blocks, inlines, range } = frame;
        match kind {
            Kind::Root => {}
            Kind::Paragraph if all_live(&inlines) => lives(&inlines).for_each(|block| self.block(block)),
            Kind::Paragraph => self.block(Block::Paragraph { inlines }),
            Kind::Heading { level, id, classes, attrs } => {
                let length = self.masked.text[range.clone()].trim_end().len();
                let span = self.masked.span(range.start..range.start + length);
                self.block(Block::Heading { level, id, classes, attrs, inlines, span });
            }
            Kind::Quote(alert) => self.block(Block::BlockQuote { alert, blocks }),
            Kind::Code { info, text } => {
                let text = self.quietly(&text);
                self.block(Block::Code { info, text });
            }
            Kind::Html(text) => {
                let text = self.aloud(&text, "raw HTML");
                match html_block::read(&text).filter(|_| self.options.html_tags) {
                    Some(blocks) => blocks.into_iter().for_each(|block| self.block(block)),
                    None => {
                        self.doubt_html(&range);
                        self.block(Block::Html { text });
                    }
                }
            }
            Kind::Metadata(text) => {
                let text = self.aloud(&text, "metadata");
                self.block(Block::Metadata { text });
            }
            Kind::List { start, items } => self.block(Block::List { start, items }),
            Kind::Footnote(name) => self.block(Block::FootnoteDefinition { name, blocks }),
            Kind::Definitions(entries) => self.block(Block::DefinitionList { entries }),
            Kind::Table { alignments, head, rows } => self.block(Block::Table { alignments, head, rows }),
            Kind::Span(make) => self.inline(make(inlines)),
            Kind::Tag { tag, .. } => self.inline(html::element(tag, inlines)),
            Kind::Link { url, title, email, .. } => {
                let span = self.masked.span(range);
                self.inline(Inline::Link { url, title, email, inlines, span });
            }
            Kind::Image { url, title } => {
                let span = self.masked.span(range);
                self.inline(Inline::Image { url, title, inlines, span });
            }
            Kind::Item | Kind::Term | Kind::Meaning | Kind::Row { .. } | Kind::Cell => self.part(kind, blocks, inlines),
        }
    }

    /// Hands a part to the list or table it belongs to.
    fn part(&mut self, kind: Kind, blocks: Vec<Block>, inlines: Vec<Inline>) {
        let Some(top) = self.stack.last_mut() else { return };
        match (&mut top.kind, kind) {
            (Kind::List { items, .. }, _) => items.push(blocks),
            (Kind::Definitions(entries), Kind::Term) => entries.push(DefinitionEntry::Title { inlines }),
            (Kind::Definitions(entries), _) => entries.push(DefinitionEntry::Definition { blocks }),
            (Kind::Table { head, .. }, Kind::Row { head: true, cells }) => *head = cells,
            (Kind::Table { rows, .. }, Kind::Row { cells, .. }) => rows.push(cells),
            (Kind::Row { cells, .. }, _) => cells.push(inlines),
            // The parser puts parts nowhere else; were it to, their content would not be lost.
            (_, _) => {
                top.blocks.extend(blocks);
                top.inlines.extend(inlines);
            }
        }
    }

    /// Turns the text so far into inlines.
    fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let inside = |wanted: fn(&Kind) -> bool| self.stack.iter().any(|frame| wanted(&frame.kind));
        let image = inside(|kind| matches!(kind, Kind::Image { .. }));
        let link = inside(|kind| matches!(kind, Kind::Link { .. }));
        if image || inside(|kind| matches!(kind, Kind::Link { auto: true, .. })) {
            let text = self.aloud(run.text(), if image { "the words of an image" } else { "a plain link" });
            return self.inline(Inline::Text { text });
        }
        // A record link inside a link would be a link in a link.
        let parts = run.parts(self.masked, self.options.record_links && !link);
        if parts.is_empty() {
            return self.inline(Inline::Text { text: String::new() });
        }
        self.doubt_links(&run, link);
        for part in parts {
            let inline = match part {
                Part::Text(text) => Inline::Text { text },
                Part::Mark(index) => self.live(index),
                Part::Record { id, text, range } => Inline::Record { id, text, known: false, span: self.masked.span(range) },
            };
            self.inline(inline);
        }
    }

    fn live(&mut self, index: usize) -> Inline {
        let mark = &self.masked.marks[index];
        let first = !std::mem::replace(&mut self.seen[index], true);
        match &mark.meaning {
            Meaning::Directive(directive) => {
                self.parsed.directives.push(directive.clone());
                return Inline::Live { directive: self.parsed.directives.len() - 1 };
            }
            Meaning::Malformed(message) if first => {
                let (span, help) = (self.masked.place(mark), "write `\\{{#` to show it as text");
                self.parsed.problems.push(Problem { span, message: format!("not a directive: {message}"), help: Some(help.into()) });
            }
            _ => {}
        }
        Inline::Text { text: mark.raw.clone() }
    }

    fn math(&mut self, text: &str, display: bool) {
        let text = self.aloud(text, "math");
        self.inline(Inline::Math { display, text });
    }

    /// Puts raw text back where a directive is meant to stay as written.
    fn quietly(&mut self, text: &str) -> String {
        self.masked.restore(text, |index| self.seen[index] = true)
    }

    /// Puts raw text back where a directive has no effect, and says so.
    fn aloud(&mut self, text: &str, place: &str) -> String {
        let mut marks = Vec::new();
        let text = self.masked.restore(text, |index| marks.push(index));
        for index in marks {
            if !std::mem::replace(&mut self.seen[index], true) {
                self.no_effect(index, place);
            }
        }
        text
    }

    fn no_effect(&mut self, index: usize, place: &str) {
        let mark = &self.masked.marks[index];
        if matches!(mark.meaning, Meaning::Literal) {
            return;
        }
        let span = self.masked.place(mark);
        let help = Some("place it in a paragraph of its own or amid text, or write `\\{{#` to show it as text".into());
        self.parsed.problems.push(Problem { span, message: format!("a directive has no effect in {place}"), help });
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        if let Some(top) = self.stack.last_mut() {
            top.inlines.push(inline);
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(top) = self.stack.last_mut() {
            settle(top);
            top.blocks.push(block);
        }
    }
}
