//! The technical file: chapters, tables, records by kind, in one document.

mod class;
mod fields;
mod records;
mod tables;

use std::collections::BTreeMap;
use std::path::Path;

use super::EngineError;
use super::document::{DocBlock, Document, Fact, Part, Prose};
use super::glyphs::unprintable;
use crate::model::Asset;
use crate::model::body::Block;
use crate::render::{GENERATOR, Publication, class_words};
use crate::report::outline::{Content, Entry};
use crate::report::{self, Counted, FactValue, Label, words};
use crate::source::Fatal;
use crate::store::Sink;

/// Where the technical file lies in the output folder.
pub const FILE: &str = "pdf/technical-file.pdf";

/// Typesets and writes the technical file.
///
/// # Errors
/// When the theme has a mistake, or the sink refuses.
pub fn technical_file(cx: &Publication, _: &Path, sink: &Sink) -> Result<(), Fatal> {
    let shown = cx.project.assets.iter().filter(|a| is_on_paper(cx, a));
    let assets: BTreeMap<String, Vec<u8>> = shown.map(|a| (a.path.clone(), a.bytes.to_vec())).collect();
    let bytes = super::render(&document(cx), &cx.theme.fonts, &cx.theme.pdf, &assets).map_err(|errors| refused(cx, &errors))?;
    sink.put(FILE, &bytes)
}

/// Whether the PDF shows an image: of a drawing whose words no font has, the words in its place stand there.
fn is_on_paper(cx: &Publication, asset: &Asset) -> bool {
    asset.shown && !asset.refused && unprintable(&asset.words, &cx.theme.fonts).next().is_none()
}

/// Why there is no PDF. The engine does not say which image it cannot show: then each is tried by itself.
fn refused(cx: &Publication, errors: &[EngineError]) -> Fatal {
    let words = |errors: &[EngineError]| errors.iter().map(|e| e.message.clone()).collect::<Vec<_>>().join("; ");
    let shown = cx.project.assets.iter().filter(|a| is_on_paper(cx, a));
    let images = shown.filter_map(|asset| Some((asset, super::shows(&asset.path, &cx.theme.fonts, &asset.bytes).err()?)));
    let named: Vec<String> = images
        .map(|(asset, errors)| {
            let source = cx.project.sources.get(asset.place.file);
            let (line, column) = source.position(asset.place.start);
            format!("image `{}`, shown in {}:{line}:{column}: {}", asset.path, source.path, words(&errors))
        })
        .collect();
    if named.is_empty() {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        return Fatal::new(FILE, format!("the PDF cannot be typeset: {}", all.join("; ")));
    }
    Fatal::new(FILE, format!("the PDF cannot be typeset: {}", named.join("; "))).help("save the image again, or in another format")
}

/// What the technical file says.
pub fn document(cx: &Publication) -> Document {
    let config = &cx.project.config;
    let date = cx.project.as_of;
    // Chapters keep the numbers of the summary; tables stand in an annex A, records in an annex B.
    let parts = cx.outline.documents.iter().flat_map(|d| &d.parts).flat_map(|part| &part.entries).filter_map(|entry| part(cx, entry)).collect();
    let version = cx.version().unwrap_or_default();
    Document {
        title: config.title.clone(),
        // The description stands on the title page; it is no part of the document's name.
        subtitle: String::new(),
        language: config.language.clone(),
        as_of: date.to_string(),
        date: (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs()),
        ident: format!("techfile:{}:{version}", config.title),
        authors: config.authors.clone(),
        facts: facts(cx),
        notice: cx.say(words::notice()),
        untitled: cx.say(words::untitled()),
        labels: words::pdf_words().into_iter().map(|(name, label)| (name.to_owned(), cx.say(label))).collect(),
        parts,
    }
}

/// What an entry of the outline is on paper; none for a draft, and for what paper leaves out.
fn part(cx: &Publication, entry: &Entry) -> Option<Part> {
    let part = match entry.of {
        Content::Chapter(at) => chapter(cx, at)?,
        Content::Table(at) => {
            entry.number.as_ref()?;
            tables::part(cx, &cx.tables[at])
        }
        Content::Records(kind, _) => records::part(cx, kind),
    };
    let title = entry.number.as_ref().map_or(part.title.clone(), |number| format!("{number} {}", part.title));
    Some(Part { title, ..part })
}

/// The table of the title page; a fact without a name is the text over it.
fn facts(cx: &Publication) -> Vec<Fact> {
    let mut facts = vec![Fact { label: String::new(), value: cx.project.config.description.clone() }];
    facts.retain(|fact| !fact.value.is_empty());
    let mut fact = |label: Label, value: String| facts.push(Fact { label: cx.say(label), value });
    for one in report::facts(cx.report(), cx.version()) {
        let value = match one.value {
            FactValue::Record(record) => {
                let record = cx.project.record(record);
                format!("{} {}", record.id, record.title)
            }
            FactValue::Class(class) => class_words(cx, class),
            FactValue::Version(version) => version.to_owned(),
            FactValue::Date(date) => date.to_string(),
            FactValue::Names(names) => names.join(", "),
        };
        fact(one.label, value);
    }
    for one in report::key_numbers(cx.summary) {
        let parts = one.parts.into_iter().map(|part| cx.say(part.words)).collect::<Vec<_>>().join(", ");
        match (one.of, one.total) {
            // Paper has no room for the note without which it would mislead.
            (Counted::Records, _) => {}
            (Counted::Findings, _) => fact(one.label, parts),
            (_, Some(total)) => fact(one.label, cx.say(words::count_of(one.count, total))),
            (_, None) => fact(one.label, one.count.to_string()),
        }
    }
    fact(words::made_with(), GENERATOR.to_owned());
    facts
}

fn chapter(cx: &Publication, index: usize) -> Option<Part> {
    let chapter = &cx.project.chapters[index];
    let path = chapter.path.as_ref()?;
    let report::ChapterText { title, body, tables, .. } = report::chapter_text(cx.report(), chapter);
    let folder = path.value.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let tables = tables.iter().map(|(at, table)| (*at, DocBlock::Table(tables::table(cx, table)))).collect();
    let lowest = body.blocks.iter().filter_map(|b| if let Block::Heading { level, .. } = b { Some(*level) } else { None }).min();
    let base_level = u8::from(lowest.is_none_or(|l| l <= 1));
    Some(Part { title, anchor: format!("c:{index}"), blocks: vec![DocBlock::Prose(Prose { body, base_level, folder, tables })] })
}
