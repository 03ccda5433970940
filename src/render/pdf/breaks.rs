//! Where a long word may break: ids, paths, addresses and generated names must not run out of their cell.
//!
//! Break opportunities travel in the data as U+200B, which [`super::glyphs::printable`] never lets through, and the
//! theme turns each into a spacing of no width: nothing of it reaches the PDF, so that copied ids are exact.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::glyphs::is_mark;

/// Stands for "a line may end here".
pub(super) const BREAK: char = '\u{200B}';

/// Longest word left alone in a table cell or a field.
pub(super) const NARROW: usize = 12;
/// Longest word left alone in running text.
pub(super) const WIDE: usize = 24;
/// Longest word left alone in a code block.
pub(super) const CODE: usize = 36;

/// The text with break opportunities in words longer than `room` characters: after joints, between `aB`, and at last
/// anywhere.
pub(super) fn soften(text: &str, room: usize) -> Cow<'_, str> {
    if text.split(char::is_whitespace).all(|word| word.len() <= room || word.chars().count() <= room) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().count() <= room {
            out.push_str(word);
        } else {
            soften_word(word, room, &mut out);
        }
    }
    Cow::Owned(out)
}

fn soften_word(word: &str, room: usize, out: &mut String) {
    // An ordinary long word is left to hyphenation.
    let most = if word.chars().count() > 2 * room { room } else { usize::MAX };
    let mut piece = 0;
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        // The engine may end a line beside a character of East Asia, by the rules of its language.
        piece = if c.width() == Some(2) { 0 } else { piece + 1 };
        let Some(next) = rest.peek().copied().filter(|n| !n.is_whitespace() && !is_mark(*n)) else { continue };
        let joint = piece >= 2 && is_joint(c) && (next.is_alphanumeric() || next == '[');
        let hump = piece >= 4 && c.is_lowercase() && next.is_uppercase();
        if joint || hump || piece >= most {
            out.push(BREAK);
            piece = 0;
        }
    }
}

/// Characters after which a reader expects that a name may go on in the next line.
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '/' | '\\' | '-' | '_' | '.' | ',' | ':' | ';' | '=' | '&' | '?' | '@' | '#' | '+' | '|' | ')' | ']' | '}')
}
