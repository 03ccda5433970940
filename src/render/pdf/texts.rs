//! Texts as the PDF carries them: characters that its fonts have, and places where a line may end.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::breaks::{NARROW, WIDE, soften};
use super::fonts::Fonts;
use super::glyphs::printable;
use crate::diag::{Piece, pieces};

/// A heading, which is a bookmark too, must fit into a PDF string.
const TITLE_MAX: usize = 2_000;

/// Makes texts ready for fonts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts<'a> {
    /// The fonts.
    pub(super) fonts: &'a Fonts,
}

impl Texts<'_> {
    /// Without break opportunities.
    pub(super) fn plain<'t>(self, text: &'t str) -> Cow<'t, str> {
        printable(text, self.fonts)
    }

    /// For a wide place.
    pub(super) fn wide(self, text: &str) -> String {
        soften(&self.plain(text), WIDE).into_owned()
    }

    /// For a cell or a field.
    pub(super) fn narrow(self, text: &str) -> String {
        soften(&self.plain(text), NARROW).into_owned()
    }

    /// For one line: all white space is a space.
    pub(super) fn line(self, text: &str) -> String {
        self.wide(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A heading: one line, never empty, never too long for a bookmark.
    pub(super) fn title(self, text: &str, untitled: &str) -> String {
        let short = self.line(&clipped(text, TITLE_MAX));
        if short.is_empty() { untitled.to_owned() } else { short }
    }

    /// Code amid a line.
    pub(super) fn mono(self, text: &str) -> Json {
        json!({"t": "code", "text": self.wide(&text.replace('\n', " "))})
    }

    /// A sentence with what stands between backquotes as code.
    pub(super) fn coded(self, sentence: &str) -> Vec<Json> {
        let json = |piece| match piece {
            Piece::Words(words) => json!(self.wide(words)),
            Piece::Code(code) => self.mono(code),
        };
        pieces(sentence).map(json).collect()
    }
}

/// The first characters of a text, with an ellipsis where it was cut.
pub(super) fn clipped(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
