//! How wide the columns of a table become, from what stands in them.
//!
//! The engine could measure `auto` columns itself, but slowly, and it starves long text beside longer text. So widths
//! are shared out here, in characters, as a browser does: what the longest word needs, then by what the lines would like.

use unicode_width::UnicodeWidthStr;

use super::breaks::is_joint;
use super::document::{Column, Table, Value, Width};
use crate::model::body::{Block, Body, Inline, without_comments};

/// Characters of table text across an upright page.
const UPRIGHT: f64 = 112.0;
/// Characters of table text across a page lying on its side.
const SIDEWAYS: f64 = 172.0;
/// What the space around a cell's text takes, in characters.
const GAP: f64 = 2.2;
/// From this number of columns on a table that would like more than an upright page lies on its side.
const MANY: usize = 7;

/// The columns' shares of the width, and whether the page must lie on its side.
pub(super) fn layout(table: &Table) -> (Vec<f64>, bool) {
    let needs: Vec<Need> = table.columns.iter().enumerate().map(|(i, column)| need(column, i, &table.rows)).collect();
    let least: f64 = needs.iter().map(|n| n.least + GAP).sum();
    let wishes: f64 = needs.iter().map(|n| n.wish + GAP).sum();
    let sideways = least > UPRIGHT || needs.len() >= MANY && wishes > UPRIGHT;
    let across = if sideways { SIDEWAYS } else { UPRIGHT };
    (share(&table.columns, &needs, across - GAP * needs.len() as f64), sideways)
}

/// The shares of columns that hold inline Markdown.
pub(super) fn layout_prose(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<f64> {
    let columns: Vec<Column> = head.iter().map(|_| Column::default()).collect();
    let needs: Vec<Need> = (0..head.len())
        .map(|i| {
            let mut need = Need::default();
            let cells = rows.iter().filter_map(|row| row.get(i)).chain(head.get(i));
            cells.for_each(|cell| need.text(&inline_text(cell)));
            need.settle(rows.len() + 1)
        })
        .collect();
    share(&columns, &needs, UPRIGHT - GAP * needs.len() as f64)
}

/// What a column needs, in characters.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    /// The longest piece that should not break.
    least: f64,
    /// What the longest line would like.
    most: f64,
    /// All characters in the column.
    total: f64,
    /// What it would like, once all cells are seen.
    wish: f64,
}

impl Need {
    fn text(&mut self, text: &str) {
        let mut length = 0;
        for word in text.split(char::is_whitespace) {
            let piece = word.split_inclusive(is_joint).map(|p| p.width()).max().unwrap_or(0);
            self.least = self.least.max((piece as f64).min(20.0));
            length += word.width() + 1;
        }
        self.line(length as f64 - 1.0);
    }

    /// A piece that is better not broken at all.
    fn whole(&mut self, text: &str) {
        let length = text.width() as f64;
        self.least = self.least.max(length.min(18.0));
        self.line(length);
    }

    fn line(&mut self, length: f64) {
        self.most = self.most.max(length);
        self.total += length;
    }

    /// Neither one long cell nor many empty ones decide alone.
    fn settle(mut self, cells: usize) -> Self {
        let mean = self.total / cells.max(1) as f64;
        self.least = self.least.max(3.0);
        self.wish = (mean * 1.6).clamp(self.least, 70.0).max(self.most.min(24.0)).max(self.least);
        self
    }
}

fn need(column: &Column, index: usize, rows: &[Vec<Value>]) -> Need {
    let mut need = Need::default();
    need.text(&column.label);
    // Headings are set bolder, hence wider.
    need.least *= 1.15;
    for cell in rows.iter().filter_map(|row| row.get(index)) {
        measure(cell, &mut need);
    }
    need.settle(rows.len() + 1)
}

fn measure(value: &Value, need: &mut Need) {
    match value {
        Value::Text(text) => need.text(text),
        Value::Ids(ids) => ids.iter().for_each(|id| need.whole(&id.id)),
        Value::Verdict(verdict) => need.whole(&format!("{}  ", verdict.word)),
        Value::Prose(prose) => need.text(&body_text(&prose.body)),
        Value::List(values) => values.iter().for_each(|value| measure(value, need)),
        Value::Again(value) => measure(value, need),
        Value::Groups(fields) => fields.iter().for_each(|field| {
            need.text(&field.label);
            measure(&field.value, need);
        }),
    }
}

fn share(columns: &[Column], needs: &[Need], across: f64) -> Vec<f64> {
    let fractions: f64 = columns.iter().filter_map(fraction).sum();
    let measured = || needs.iter().zip(columns).filter(|(_, c)| fraction(c).is_none()).map(|(n, _)| *n);
    // Columns with a stated share take what the measured ones leave, which count for one share each at most.
    let reserved = across * fractions / (fractions + measured().count() as f64).max(1e-6);
    let wishes: f64 = measured().map(|n| n.wish).sum();
    let room = if fractions > 0.0 { wishes.min(across - reserved) } else { across };
    let least: f64 = measured().map(|n| n.least).sum();
    let left = (across - room).max(1.0);
    let widths = columns.iter().zip(needs).map(|(column, need)| match fraction(column) {
        Some(share) => left * share / fractions,
        None if room <= least => room * need.least / least.max(1.0),
        None if wishes <= room => need.wish * room / wishes.max(1.0),
        None => need.least + (room - least) * (need.wish - need.least) / (wishes - least).max(1e-6),
    });
    // One decimal is plenty and keeps the data short.
    widths.map(|w| ((w + GAP) * 10.0).round().max(10.0) / 10.0).collect()
}

fn fraction(column: &Column) -> Option<f64> {
    match column.width {
        Width::Fraction(share) if share.is_finite() && share > 0.0 => Some(share),
        _ => None,
    }
}

/// The words of a text, for measuring and for headings.
pub(super) fn inline_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect(inlines, &mut out);
    out
}

fn collect(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Math { text, .. } => out.push_str(text),
            Inline::Html { text } => out.push_str(&without_comments(text).unwrap_or_default()),
            Inline::Emphasis { inlines }
            | Inline::Strong { inlines }
            | Inline::Strikethrough { inlines }
            | Inline::Superscript { inlines }
            | Inline::Subscript { inlines }
            | Inline::Link { inlines, .. }
            | Inline::Image { inlines, .. } => collect(inlines, out),
            Inline::Record { id, text, .. } => out.push_str(text.as_deref().unwrap_or(id)),
            Inline::FootnoteReference { .. } | Inline::Live { .. } => {}
            Inline::Task { checked } => out.push(if *checked { '☑' } else { '☐' }),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        }
    }
}

/// The words of the paragraphs of a text, for measuring and for one line.
pub(super) fn body_text(body: &Body) -> String {
    let mut out = String::new();
    for block in &body.blocks {
        if let Block::Paragraph { inlines } | Block::Plain { inlines } | Block::Heading { inlines, .. } = block {
            out.push_str(&inline_text(inlines));
            out.push(' ');
        }
    }
    out
}
