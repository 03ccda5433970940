//! Characters that no font has: told once for each script and file, however many there are.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use unicode_script::{Script, UnicodeScript};

use super::PDF_GLYPH_MISSING;
use crate::diag::Diagnostic;
use crate::model::{Asset, Project};
use crate::render::pdf::Fonts;
use crate::render::pdf::glyphs::unprintable;
use crate::source::{FileId, Span};

/// How many characters a finding shows.
const SHOWN: usize = 8;

/// What is missing of a script in a file.
struct Missing {
    /// Where the first one stands.
    first: Span,
    /// The record that it stands in.
    record: Option<String>,
    characters: Characters,
}

/// Characters, each once.
#[derive(Default)]
struct Characters {
    seen: FxHashSet<char>,
    /// The first of them, in the order of the text.
    first: Vec<char>,
}

impl Characters {
    fn add(&mut self, c: char) {
        if self.seen.insert(c) && self.first.len() < SHOWN {
            self.first.push(c);
        }
    }

    /// How many there are, and the first of them.
    fn listed(&self, script: &str) -> String {
        let shown: Vec<String> = self.first.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let more = if self.seen.len() > self.first.len() { ", …" } else { "" };
        match self.seen.len() {
            1 => format!("{} ({script})", shown.join("")),
            n => format!("{n} characters ({script}): {}{more}", shown.join(", ")),
        }
    }
}

/// The findings, by file and script.
pub(super) fn missing(project: &Project, fonts: &Fonts) -> Vec<Diagnostic> {
    let mut all: BTreeMap<(FileId, &'static str), Missing> = BTreeMap::new();
    for (_, record) in project.iter() {
        for (_, entry) in &record.fields {
            collect(project, fonts, entry.span, Some(&record.id), &mut all);
        }
    }
    for file in project.chapters.iter().filter_map(|chapter| chapter.file) {
        let length = project.sources.get(file).text.len();
        collect(project, fonts, Span::new(file, 0, length), None, &mut all);
    }
    let texts = all.into_iter().map(|((_, script), missing)| {
        let words = format!("no font has {}", missing.characters.listed(script));
        Diagnostic { record: missing.record, ..Diagnostic::new(&PDF_GLYPH_MISSING, missing.first, words) }
    });
    texts.chain(project.assets.iter().filter_map(|asset| drawing(asset, fonts))).collect()
}

fn collect(project: &Project, fonts: &Fonts, span: Span, record: Option<&str>, all: &mut BTreeMap<(FileId, &'static str), Missing>) {
    let text = project.sources.snippet(span);
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t')) {
        return;
    }
    for (at, c) in unprintable(text, fonts) {
        let start = span.start as usize + at;
        let first =
            || Missing { first: Span::new(span.file, start, start + c.len_utf8()), record: record.map(str::to_owned), characters: Characters::default() };
        all.entry((span.file, script(c))).or_insert_with(first).characters.add(c);
    }
}

/// A drawing whose words the fonts lack: where it is shown.
fn drawing(asset: &Asset, fonts: &Fonts) -> Option<Diagnostic> {
    if !asset.shown || asset.refused {
        return None;
    }
    let mut characters = Characters::default();
    unprintable(&asset.words, fonts).for_each(|(_, c)| characters.add(c));
    let script = script(*characters.first.first()?);
    let words = format!("no font has {} in the drawing `{}`", characters.listed(script), asset.path);
    Some(Diagnostic::new(&PDF_GLYPH_MISSING, asset.place, words).help("export the drawing with its words as paths"))
}

/// The name of a character's script; signs, pictures and what has no script are one.
fn script(c: char) -> &'static str {
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => "signs",
        script => script.full_name(),
    }
}
