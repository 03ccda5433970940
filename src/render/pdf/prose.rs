//! Markdown trees as data for the theme.
//!
//! Blocks have their type in `t`: `p plain h pre list table dl quote alert rule notes doc`; an inline is a string or has
//! `t`: `em strong strike sup sub code link rec image note br`. Nesting is bounded here, as the engine gives up on deep
//! documents: what is deeper stays, unindented.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::breaks::{CODE, soften};
use super::columns::{inline_text, layout_prose};
use super::document::Prose;
use super::inline::note_label;
use super::prepare::{HEAD_MAX, Piece, Prepare};
use super::texts::Texts;
use crate::model::body::{Alert, Alignment, Block, DefinitionEntry, Inline, without_comments};

/// Lists and quotes nest no deeper on paper.
const BLOCK_DEPTH: usize = 8;
/// Longer code gets no colours, which cost a millisecond a line.
const COLOURED_LINES: usize = 200;
/// A Markdown text while it is walked.
pub(super) struct Walk<'a> {
    /// The text.
    pub(super) prose: &'a Prose,
    /// Footnotes by name: their number in the order of the definitions.
    pub(super) notes: BTreeMap<&'a str, usize>,
    /// Makes footnote labels unique.
    pub(super) body: usize,
    /// What to add to a heading's level.
    shift: i16,
    /// Headings become bold lines: inside cells, lists and quotes.
    quiet: bool,
    depth: usize,
}

impl Prepare<'_> {
    /// A text inside another block, which keeps its headings.
    pub(super) fn inner(&mut self, prose: &Prose) -> Vec<Json> {
        let pieces = self.body(prose, false);
        pieces.into_iter().map(plain_piece).collect()
    }

    /// A text in a cell or field, where a heading is but a bold line.
    pub(super) fn cell(&mut self, prose: &Prose) -> Vec<Json> {
        self.walk(prose, false, true).into_iter().map(plain_piece).collect()
    }

    /// A text of a part or record. `top`: its live blocks may turn the page.
    pub(super) fn body(&mut self, prose: &Prose, top: bool) -> Vec<Piece> {
        self.walk(prose, top, false)
    }

    fn walk(&mut self, prose: &Prose, top: bool, quiet: bool) -> Vec<Piece> {
        self.bodies += 1;
        let highest = prose.body.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        });
        let base = if prose.base_level == 0 { 2 } else { prose.base_level };
        let shift = i16::from(base) - highest.min().map_or(0, i16::from);
        let mut defined = Vec::new();
        definitions(&prose.body.blocks, &mut defined);
        let mut notes = BTreeMap::new();
        for (name, _) in &defined {
            let number = notes.len() + 1;
            notes.entry(*name).or_insert(number);
        }
        let mut walk = Walk { prose, notes, body: self.bodies, shift, quiet, depth: 0 };
        let mut pieces = Vec::new();
        for block in &prose.body.blocks {
            match block {
                Block::Live { directive } => {
                    let mut live = Vec::new();
                    let table = prose.tables.get(directive).map_or(&[][..], std::slice::from_ref);
                    self.blocks(table, top, &mut live);
                    pieces.extend(live.into_iter().map(|(page, json)| Piece::Block(page, json)));
                }
                block => {
                    let mut out = Vec::new();
                    self.block(block, &mut walk, &mut out);
                    pieces.extend(out.into_iter().map(Piece::Text));
                }
            }
        }
        let mut items = Vec::new();
        for (name, blocks) in defined {
            // A second definition of a name is never referred to.
            let Some(number) = walk.notes.get(name).copied().filter(|n| *n == items.len() + 1) else { continue };
            let anchor = self.claim(&note_label(walk.body, number));
            walk.depth = 1;
            items.push(json!({"n": number, "anchor": anchor, "of": self.nested(blocks, &mut walk)}));
        }
        if !items.is_empty() {
            pieces.push(Piece::Text(json!({"t": "notes", "items": items})));
        }
        pieces
    }

    /// Blocks inside of a block.
    fn nested(&mut self, blocks: &[Block], walk: &mut Walk<'_>) -> Vec<Json> {
        let quiet = std::mem::replace(&mut walk.quiet, true);
        walk.depth += 1;
        let mut out = Vec::new();
        blocks.iter().for_each(|block| self.block(block, walk, &mut out));
        walk.depth -= 1;
        walk.quiet = quiet;
        out
    }

    fn block(&mut self, block: &Block, walk: &mut Walk<'_>, out: &mut Vec<Json>) {
        let json = match block {
            Block::Paragraph { inlines } => json!({"t": "p", "of": self.inlines(inlines, walk)}),
            Block::Plain { inlines } => json!({"t": "plain", "of": self.inlines(inlines, walk)}),
            Block::Heading { level, inlines, .. } => {
                let text = self.texts.title(&inline_text(inlines), "");
                match text.is_empty() {
                    true => return,
                    false if walk.quiet => json!({"t": "p", "of": [{"t": "strong", "of": [text]}]}),
                    false => {
                        let wish = (i16::from(*level) + walk.shift).clamp(2, 6);
                        json!({"t": "h", "level": self.descend(wish as u8), "text": text})
                    }
                }
            }
            Block::BlockQuote { alert: None, blocks } if walk.depth < BLOCK_DEPTH => {
                json!({"t": "quote", "of": self.nested(blocks, walk)})
            }
            Block::BlockQuote { alert: Some(alert), blocks } if walk.depth < BLOCK_DEPTH => {
                json!({"t": "alert", "kind": alert_name(*alert), "of": self.nested(blocks, walk)})
            }
            Block::List { start, items } if walk.depth < BLOCK_DEPTH => {
                let tight = items.iter().flatten().all(|block| !matches!(block, Block::Paragraph { .. }));
                let items: Vec<Json> = items.iter().map(|item| json!(self.nested(item, walk))).collect();
                json!({"t": "list", "start": start, "tight": tight, "items": items})
            }
            Block::BlockQuote { blocks, .. } => {
                out.extend(self.flattened(blocks, walk));
                return;
            }
            Block::List { items, .. } => {
                for item in items {
                    out.extend(self.flattened(item, walk));
                }
                return;
            }
            Block::Code { info, text } => code(self.texts, info.as_deref(), text),
            Block::Html { text } => match without_comments(text) {
                Some(shown) => code(self.texts, None, &shown),
                None => return,
            },
            Block::Table { alignments, head, rows } => self.prose_table(alignments, head, rows, walk),
            Block::DefinitionList { entries } => self.definition_list(entries, walk),
            Block::FootnoteDefinition { .. } | Block::Metadata { .. } => return,
            Block::Rule => json!({"t": "rule"}),
            Block::Live { directive } => {
                let mut live = Vec::new();
                let table = walk.prose.tables.get(directive).map_or(&[][..], std::slice::from_ref);
                self.blocks(table, false, &mut live);
                json!({"t": "doc", "of": live.into_iter().map(|(_, json)| json).collect::<Vec<_>>()})
            }
        };
        out.push(json);
    }

    /// Blocks of a container that is too deep to be one.
    fn flattened(&mut self, blocks: &[Block], walk: &mut Walk<'_>) -> Vec<Json> {
        let mut out = Vec::new();
        for block in blocks {
            self.block(block, walk, &mut out);
        }
        // Without its item, the text of one must not run into that of the next.
        for json in out.iter_mut().filter(|json| json["t"] == "plain") {
            json["t"] = json!("p");
        }
        out
    }

    fn prose_table(&mut self, alignments: &[Alignment], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], walk: &Walk<'_>) -> Json {
        let widths = layout_prose(head, rows);
        let mut columns = Vec::new();
        for (i, (cell, width)) in head.iter().zip(widths).enumerate() {
            let align = match alignments.get(i) {
                Some(Alignment::Center) => "center",
                Some(Alignment::Right) => "end",
                _ => "start",
            };
            columns.push(json!({"width": width, "align": align, "head": self.inlines(cell, walk)}));
        }
        let mut body = Vec::new();
        for row in rows {
            let mut cells: Vec<Json> = row.iter().take(columns.len()).map(|c| json!(self.inlines(c, walk))).collect();
            cells.resize(columns.len(), json!([]));
            body.push(cells);
        }
        let repeat = head.iter().all(|cell| inline_text(cell).len() <= HEAD_MAX);
        json!({"t": "table", "repeat": repeat, "columns": columns, "rows": body})
    }

    fn definition_list(&mut self, entries: &[DefinitionEntry], walk: &mut Walk<'_>) -> Json {
        let mut items: Vec<Json> = Vec::new();
        for entry in entries {
            items.push(match entry {
                DefinitionEntry::Title { inlines } => json!({"term": self.inlines(inlines, walk)}),
                DefinitionEntry::Definition { blocks } => json!({"of": self.nested(blocks, walk)}),
            });
        }
        json!({"t": "dl", "items": items})
    }
}

fn plain_piece(piece: Piece) -> Json {
    match piece {
        Piece::Text(json) => json,
        Piece::Block(_, json) => json!({"t": "doc", "of": [json]}),
    }
}

/// The footnote definitions of a text, also those inside of other blocks.
fn definitions<'a>(blocks: &'a [Block], out: &mut Vec<(&'a str, &'a [Block])>) {
    for block in blocks {
        match block {
            Block::FootnoteDefinition { name, blocks } => {
                out.push((name, blocks));
                definitions(blocks, out);
            }
            Block::BlockQuote { blocks, .. } => definitions(blocks, out),
            Block::List { items, .. } => items.iter().for_each(|item| definitions(item, out)),
            Block::DefinitionList { entries } => entries.iter().for_each(|entry| {
                if let DefinitionEntry::Definition { blocks } = entry {
                    definitions(blocks, out);
                }
            }),
            _ => {}
        }
    }
}

fn alert_name(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "note",
        Alert::Tip => "tip",
        Alert::Important => "important",
        Alert::Warning => "warning",
        Alert::Caution => "caution",
    }
}

fn code(texts: Texts<'_>, info: Option<&str>, text: &str) -> Json {
    let text = text.trim_end_matches('\n').replace('\t', "    ");
    let lang = info.and_then(|info| info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).next());
    let lang = lang.filter(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-#_".contains(&b)));
    let lang = lang.filter(|_| text.lines().count() <= COLOURED_LINES && text.len() <= 100 * COLOURED_LINES);
    json!({"t": "pre", "lang": lang, "text": soften(&texts.plain(&text), CODE)})
}
