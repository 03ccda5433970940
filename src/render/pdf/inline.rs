//! The content of lines, links and images as data for the theme.

use serde_json::{Value as Json, json};

use super::breaks::{WIDE, soften};
use super::columns::inline_text;
use super::document::record_anchor;
use super::prepare::{Prepare, label};
use super::prose::Walk;
use super::texts::Texts;
use crate::model::body::{Inline, without_comments};
use crate::source::{file_of, has_scheme, join_inside, safe_address};

/// Emphasis in emphasis goes no deeper.
const INLINE_DEPTH: usize = 6;
/// A longer address is no link.
const URL_MAX: usize = 2_000;
/// A longer alternative text would not fit into a PDF string.
const ALT_MAX: usize = 2_000;
/// What the engine can decode.
const IMAGES: &[&str] = &["gif", "jpeg", "jpg", "png", "svg", "webp"];

impl Prepare<'_> {
    /// The content of a line.
    pub(super) fn inlines(&mut self, inlines: &[Inline], walk: &Walk<'_>) -> Vec<Json> {
        let mut line = Line::new(self.texts);
        self.line(inlines, walk, 0, &mut line);
        line.done()
    }

    fn line(&mut self, inlines: &[Inline], walk: &Walk<'_>, depth: usize, out: &mut Line<'_>) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => out.text.push_str(text),
                Inline::SoftBreak => out.text.push(' '),
                Inline::HardBreak => out.push(json!({"t": "br"})),
                Inline::Task { checked } => out.text.push_str(if *checked { "☑ " } else { "☐ " }),
                // Words stand in its place before a text comes here.
                Inline::Live { .. } => {}
                Inline::Code { text } => out.push(self.texts.mono(text)),
                Inline::Html { text } => {
                    if let Some(shown) = without_comments(text) {
                        out.push(self.texts.mono(&shown));
                    }
                }
                Inline::Math { text, display: false } => out.push(self.texts.mono(&format!("${text}$"))),
                Inline::Math { text, display: true } => out.push(self.texts.mono(&format!("$${text}$$"))),
                Inline::FootnoteReference { name } => match walk.notes.get(name.as_str()) {
                    Some(n) => out.push(json!({"t": "note", "n": n, "to": label(&note_label(walk.body, *n))})),
                    None => out.text.push_str(&format!("[^{name}]")),
                },
                Inline::Record { id, text, known, .. } => {
                    let shown = text.as_deref().unwrap_or(id);
                    let mut json = json!({"t": "rec", "id": self.texts.narrow(shown), "known": known});
                    if *known {
                        json["to"] = json!(label(&record_anchor(id)));
                    }
                    out.push(json);
                }
                // What lies elsewhere is fetched by nobody: a link with the words of the image.
                Inline::Image { url, title, inlines, .. } => match address(url).filter(|_| url.contains("://") && !self.in_link) {
                    Some(target) => {
                        let alt = inline_text(inlines);
                        let words = [alt.as_str(), title, url].into_iter().find(|w| !w.trim().is_empty()).unwrap_or_default();
                        out.push(json!({"t": "link", "url": target, "of": [self.texts.wide(words)]}));
                    }
                    None => out.push(self.image(&walk.prose.folder, url, &inline_text(inlines), title)),
                },
                Inline::Link { url, email, inlines, .. } => {
                    let target = if *email { format!("mailto:{url}") } else { url.clone() };
                    match (address(&target), inline_text(inlines).trim().is_empty()) {
                        (Some(target), true) => out.push(json!({"t": "link", "url": target, "of": [self.texts.wide(url)]})),
                        (Some(target), false) => {
                            let mut inner = Line::new(self.texts);
                            self.in_link = true;
                            self.line(inlines, walk, depth + 1, &mut inner);
                            self.in_link = false;
                            out.push(json!({"t": "link", "url": target, "of": inner.done()}));
                        }
                        (None, true) => out.text.push_str(url),
                        (None, false) => self.line(inlines, walk, depth, out),
                    }
                }
                Inline::Emphasis { inlines } => self.wrap("em", inlines, walk, depth, out),
                Inline::Strong { inlines } => self.wrap("strong", inlines, walk, depth, out),
                Inline::Strikethrough { inlines } => self.wrap("strike", inlines, walk, depth, out),
                Inline::Superscript { inlines } => self.wrap("sup", inlines, walk, depth, out),
                Inline::Subscript { inlines } => self.wrap("sub", inlines, walk, depth, out),
            }
        }
    }

    fn wrap(&mut self, kind: &str, inlines: &[Inline], walk: &Walk<'_>, depth: usize, out: &mut Line<'_>) {
        if depth >= INLINE_DEPTH {
            return self.line(inlines, walk, depth, out);
        }
        let mut inner = Line::new(self.texts);
        self.line(inlines, walk, depth + 1, &mut inner);
        out.push(json!({"t": kind, "of": inner.done()}));
    }

    /// An image of the assets, or without `path` the words in its place.
    pub(super) fn image(&self, folder: &str, url: &str, alt: &str, title: &str) -> Json {
        let path = asset(folder, url).filter(|path| {
            let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind).to_ascii_lowercase();
            IMAGES.contains(&kind.as_str()) && self.assets.contains_key(path)
        });
        let name = url.rsplit('/').find(|part| !part.is_empty()).unwrap_or(url);
        let alt = [alt, title, name].into_iter().map(str::trim).find(|text| !text.is_empty()).unwrap_or("–");
        let alt: String = self.texts.plain(alt).chars().take(ALT_MAX).collect();
        json!({"t": "image", "path": path.map(|path| format!("/assets/{path}")), "alt": soften(&alt, WIDE)})
    }
}

/// Inlines, with neighbouring texts joined.
struct Line<'a> {
    texts: Texts<'a>,
    done: Vec<Json>,
    text: String,
}

impl<'a> Line<'a> {
    fn new(texts: Texts<'a>) -> Self {
        Self { texts, done: Vec::new(), text: String::new() }
    }

    fn push(&mut self, json: Json) {
        self.end_text();
        self.done.push(json);
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.done.push(json!(self.texts.wide(&std::mem::take(&mut self.text))));
        }
    }

    fn done(mut self) -> Vec<Json> {
        self.end_text();
        self.done
    }
}

/// The label of a footnote.
pub(super) fn note_label(body: usize, number: usize) -> String {
    format!("note:{body}:{number}")
}

/// The address of a link that leaves the document.
fn address(url: &str) -> Option<String> {
    safe_address(url, false).filter(|address| address.len() <= URL_MAX && has_scheme(address))
}

/// The key of an image in the assets: its path from the project's root.
fn asset(folder: &str, url: &str) -> Option<String> {
    join_inside(folder, &file_of(url)?)
}
