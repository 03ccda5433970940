//! PDF: the technical file as it goes to a notified body.
//!
//! ```text
//! Document ─> prepare (data) ─> /doc.json ─┐
//!             theme (*.typ) ───────────────┼─> engine ─> bytes
//!             assets (images) ─────────────┘
//! ```
//!
//! Callers build a [`Document`] of plain data. [`prepare`] settles what could stop an archivable PDF, the theme decides on
//! the looks, the [`engine`] typesets: PDF/A-2a and PDF/UA-1, the same bytes for the same input. The theme receives texts as
//! data and never runs them as markup.

mod breaks;
mod columns;
pub mod document;
pub mod engine;
mod file;
pub mod fonts;
pub mod glyphs;
mod inline;
pub mod prepare;
mod prose;
mod texts;
mod values;

use std::collections::BTreeMap;

pub use document::Document;
pub use engine::EngineError;
pub use file::{FILE, document, technical_file};
pub use fonts::Fonts;

/// Typesets a document.
///
/// `theme` holds the theme's files by their names (`main.typ`, which is where it starts). `assets` holds the images by their
/// paths from the project's root; the theme finds them under `/assets/`.
///
/// # Errors
///
/// See [`engine::compile`].
pub fn render(
    document: &Document,
    fonts: &Fonts,
    theme: &BTreeMap<String, Vec<u8>>,
    assets: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Vec<EngineError>> {
    let rooted = |path: &str| format!("/{}", path.trim_start_matches('/'));
    let mut files: BTreeMap<String, Vec<u8>> = theme.iter().map(|(path, b)| (rooted(path), b.clone())).collect();
    files.extend(assets.iter().map(|(path, bytes)| (format!("/assets{}", rooted(path)), bytes.clone())));
    files.insert("/doc.json".to_owned(), prepare::data(document, fonts, assets));
    let job = engine::Job {
        files: &files,
        fonts,
        main: "/main.typ",
        title: metadata(fonts, &[&document.title, &document.subtitle]),
        authors: document.authors.iter().map(|author| metadata(fonts, &[author])).filter(|a| a != "–").collect(),
        language: document.language.clone(),
        date: document.date,
        ident: document.ident.clone(),
    };
    engine::compile(&job)
}

/// Whether the engine can show an image, by itself.
///
/// # Errors
///
/// What the engine says about it.
pub fn shows(path: &str, fonts: &Fonts, image: &[u8]) -> Result<(), Vec<EngineError>> {
    let name = format!("/image.{}", path.rsplit_once('.').map_or("", |(_, kind)| kind).to_ascii_lowercase());
    let main = format!("#image(\"{name}\", alt: \"image\")");
    let files = BTreeMap::from([("/main.typ".to_owned(), main.into_bytes()), (name, image.to_vec())]);
    let (title, ident, language) = ("image".to_owned(), "image".to_owned(), "en".to_owned());
    engine::compile(&engine::Job { files: &files, fonts, main: "/main.typ", title, authors: Vec::new(), language, date: (2000, 1, 1), ident }).map(|_| ())
}

/// Words for the metadata: one line, within what a PDF string may hold, never nothing at all for a title.
fn metadata(fonts: &Fonts, words: &[&str]) -> String {
    let lines = words.iter().map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "));
    let joined = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" – ");
    let joined: String = glyphs::printable(&joined, fonts).chars().take(500).collect();
    if joined.is_empty() { "–".to_owned() } else { joined }
}
