//! From a [`Document`] to `/doc.json`, the data that the theme reads.
//!
//! Everything that could stop an archivable PDF or run out of a page is settled here, not in the theme: characters
//! ([`super::glyphs::printable`]), break opportunities, heading levels that never skip, anchors that stand once, links that have a
//! target, page runs.
//!
//! The data: `title subtitle running language as_of notice labels fonts facts[{label value}] parts[{title anchor
//! runs[{landscape blocks}]}]`; `fonts` are the families that the project brings. A block has its type in `t`: `heading prose note record table figure diagram`. A value is a string, or has
//! `t`: `ids verdict prose list groups`. Where prose stands, see [`super::prose`]. A link has its label in `to`; without
//! one it leads nowhere. Strings may hold U+200B: a line may end there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::document::{DocBlock, Document, Part, Prose, Tone};
use super::fonts::Fonts;
use super::texts::{Texts, clipped};
use crate::report::{Arrow, Diagram, DiagramBox, LINE};
use crate::source::sha256;

/// Records in one page run: runs are laid out in parallel.
const RECORDS_A_RUN: usize = 50;
/// Room for the title in the running line.
const RUNNING_MAX: usize = 90;
/// A table head with a longer cell is not repeated: it could fill page after page.
pub(super) const HEAD_MAX: usize = 160;
/// Text shorter than this (as data) keeps with the table after it.
const GLUE: usize = 900;

/// The data file of a document. `assets` holds the images that it may show.
pub fn data(document: &Document, fonts: &Fonts, assets: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let texts = Texts { fonts };
    let mut prepare = Prepare { texts, assets, claimed: BTreeSet::new(), level: 0, bodies: 0, in_link: false };
    let labels: BTreeMap<&str, String> = document.labels.iter().map(|(key, word)| (key.as_str(), texts.line(word))).collect();
    let untitled = texts.line(&document.untitled);
    let parts: Vec<Json> = document.parts.iter().map(|part| prepare.part(part, &untitled)).collect();
    let facts: Vec<Json> = document.facts.iter().map(|f| json!({"label": texts.wide(&f.label), "value": texts.wide(&f.value)})).collect();
    let running = [&document.title, &document.subtitle].map(|text| text.trim()).into_iter().filter(|t| !t.is_empty());
    let running = clipped(&running.collect::<Vec<_>>().join(" · "), RUNNING_MAX);
    let mut data = json!({
        "running": texts.line(&running), "title": texts.title(&document.title, &untitled), "subtitle": texts.line(&document.subtitle), "language": document.language,
        "as_of": texts.line(&document.as_of), "notice": texts.wide(&document.notice), "labels": labels, "facts": facts, "parts": parts,
        "fonts": fonts.own_families(),
    });
    unlink(&mut data, &prepare.claimed);
    data.to_string().into_bytes()
}

/// Takes away links whose target stands nowhere in this document: one of them would cost the whole file.
fn unlink(json: &mut Json, claimed: &BTreeSet<String>) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(|item| unlink(item, claimed)),
        Json::Object(map) => {
            if matches!(map.get("to"), Some(Json::String(to)) if !claimed.contains(to)) {
                map.remove("to");
            }
            map.values_mut().for_each(|value| unlink(value, claimed));
        }
        _ => {}
    }
}

/// The label of an anchor: itself, or a hash when it is too long for a PDF name.
pub(super) fn label(anchor: &str) -> String {
    if anchor.len() <= 100 {
        return anchor.to_owned();
    }
    format!("long:{}", &sha256(anchor)[..32])
}

/// The name of a tone in the data.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Ok => "ok",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
        Tone::Neutral | Tone::Info => "neutral",
    }
}

/// What is known while a document is prepared, in the order in which it will be read.
pub(super) struct Prepare<'a> {
    /// Makes texts ready for the fonts.
    pub(super) texts: Texts<'a>,
    pub(super) assets: &'a BTreeMap<String, Vec<u8>>,
    /// The labels that stand in the document.
    claimed: BTreeSet<String>,
    /// The level of the last heading.
    pub(super) level: u8,
    /// Markdown texts so far: makes the labels of footnotes unique.
    pub(super) bodies: usize,
    /// Whether the words of a link are written: there is no link in a link.
    pub(super) in_link: bool,
}

/// A piece of a Markdown text.
pub(super) enum Piece {
    /// Text.
    Text(Json),
    /// A block of the document, shown by a directive.
    Block(Page, Json),
}

/// How a block wants its page.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Page {
    /// A page as usual.
    Upright,
    /// A page on its side.
    Sideways,
    /// As what follows: headings and remarks stay with the table they speak of.
    Follow,
}

impl Prepare<'_> {
    /// The label of an anchor, unless it stands already.
    pub(super) fn claim(&mut self, anchor: &str) -> Option<String> {
        let label = label(anchor);
        (!anchor.is_empty() && self.claimed.insert(label.clone())).then_some(label)
    }

    /// The level for a heading that would like to have `wish`.
    pub(super) fn descend(&mut self, wish: u8) -> u8 {
        self.level = wish.clamp(2, (self.level + 1).clamp(2, 6));
        self.level
    }

    fn part(&mut self, part: &Part, untitled: &str) -> Json {
        self.level = 1;
        let anchor = self.claim(&part.anchor);
        let mut blocks = Vec::new();
        self.blocks(&part.blocks, true, &mut blocks);
        json!({"title": self.texts.title(&part.title, untitled), "anchor": anchor, "runs": runs(blocks)})
    }

    /// Blocks in order. `top` is false inside of others, where no page can turn.
    pub(super) fn blocks(&mut self, blocks: &[DocBlock], top: bool, out: &mut Vec<(Page, Json)>) {
        for block in blocks {
            let (page, json) = match block {
                DocBlock::Heading { level, text, anchor } => {
                    let anchor = anchor.as_deref().and_then(|a| self.claim(a));
                    let text = self.texts.title(text, "–");
                    let level = self.descend(*level);
                    (Page::Follow, json!({"t": "heading", "level": level, "text": text, "anchor": anchor}))
                }
                DocBlock::Prose(prose) if top => {
                    self.split(prose, out);
                    continue;
                }
                DocBlock::Prose(prose) => (Page::Upright, json!({"t": "prose", "of": self.inner(prose)})),
                DocBlock::Note { tone: t, text } => (Page::Follow, json!({"t": "note", "tone": tone(*t), "text": self.texts.wide(text)})),
                DocBlock::Record(record) => (Page::Upright, self.record(record)),
                DocBlock::Table(table) => {
                    let (json, sideways) = self.table(table);
                    (if sideways { Page::Sideways } else { Page::Upright }, json)
                }
                DocBlock::Figure { path, alt, caption, anchor } => {
                    let anchor = anchor.as_deref().and_then(|a| self.claim(a));
                    let mut image = self.image("", path, alt, caption);
                    image["t"] = json!("figure");
                    image["caption"] = json!(self.texts.wide(caption));
                    image["anchor"] = json!(anchor);
                    (Page::Upright, image)
                }
                DocBlock::Diagram { of, alt, caption } => (Page::Upright, diagram(self.texts, of, alt, caption)),
            };
            out.push((page, json));
        }
    }

    /// A chapter's text, with its live tables as blocks of the part, so that they may turn the page.
    fn split(&mut self, prose: &Prose, out: &mut Vec<(Page, Json)>) {
        let mut text = Vec::new();
        for piece in self.body(prose, true) {
            match piece {
                Piece::Text(json) => text.push(json),
                Piece::Block(page, json) => {
                    flush(&mut text, out);
                    out.push((page, json));
                }
            }
        }
        flush(&mut text, out);
    }
}

/// A diagram: lengths stay in its own units, which the theme gives a size.
fn diagram(texts: Texts<'_>, of: &Diagram, alt: &str, caption: &str) -> Json {
    let lines = |lines: &[String]| lines.iter().map(|l| texts.line(l)).collect::<Vec<_>>();
    let one = |b: &DiagramBox| json!({"x": b.x, "y": b.y, "width": b.width, "height": b.height, "lines": lines(&b.lines), "end": b.end, "taken": b.taken});
    let boxes: Vec<Json> = of.boxes.iter().map(one).collect();
    let arrow = |a: &Arrow| json!({"points": a.points, "lines": lines(&a.lines), "at": a.at, "taken": a.taken});
    let arrows: Vec<Json> = of.arrows.iter().map(arrow).collect();
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    json!({
        "t": "diagram", "width": of.width, "height": of.height, "line": LINE, "boxes": boxes, "arrows": arrows,
        "alt": texts.plain(&alt), "caption": texts.wide(caption),
    })
}

/// Ends a stretch of text.
fn flush(text: &mut Vec<Json>, out: &mut Vec<(Page, Json)>) {
    if text.is_empty() {
        return;
    }
    let json = json!({"t": "prose", "of": std::mem::take(text)});
    // A heading or a sentence before a table goes with it.
    let page = if json.to_string().len() < GLUE { Page::Follow } else { Page::Upright };
    out.push((page, json));
}

/// Groups blocks into page runs: upright or on the side, and not too many records in one.
fn runs(blocks: Vec<(Page, Json)>) -> Vec<Json> {
    let mut pages: Vec<Page> = blocks.iter().map(|(page, _)| *page).collect();
    let mut next = Page::Follow;
    for page in pages.iter_mut().rev() {
        if *page == Page::Follow {
            *page = next;
        }
        next = *page;
    }
    let mut runs: Vec<(bool, Vec<Json>)> = Vec::new();
    let mut records = 0;
    for ((_, json), page) in blocks.into_iter().zip(pages) {
        let record = json["t"] == "record";
        // What follows nothing stays where it is.
        let sideways = match page {
            Page::Follow => runs.last().is_some_and(|run| run.0),
            page => page == Page::Sideways,
        };
        let full = record && records == RECORDS_A_RUN;
        match runs.last_mut() {
            Some(run) if run.0 == sideways && !full => run.1.push(json),
            _ => {
                records = 0;
                runs.push((sideways, vec![json]));
            }
        }
        records += usize::from(record);
    }
    if runs.is_empty() {
        runs.push((false, Vec::new()));
    }
    runs.into_iter().map(|(landscape, blocks)| json!({"landscape": landscape, "blocks": blocks})).collect()
}
