//! Which characters the PDF can show.
//!
//! PDF/A refuses the whole file for one glyph that no font has, one control character, one private-use code point. So
//! every text passes [`printable`] first, and [`unprintable`] tells the preflight what a reader will see replaced.

use std::borrow::Cow;

use super::fonts::{Coverage, Fonts};

/// The text with everything replaced or dropped that an archivable PDF cannot carry.
///
/// A character that none of the fonts has (or that PDF/A refuses) becomes `[U+1F600]`; invisible joiners, variation
/// selectors, soft hyphens and byte order marks are dropped; unusual spaces and line ends become plain ones. Controls
/// that reorder text are shown, never obeyed.
pub fn printable<'t>(text: &'t str, fonts: &Fonts) -> Cow<'t, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (_, c, fate) in fates(text, fonts) {
        match fate {
            Fate::Keep => out.push(c),
            Fate::Become(other) => out.push(other),
            Fate::Drop => {}
            Fate::Name => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
        }
    }
    Cow::Owned(out)
}

/// The characters that [`printable`] shows by their number, with the byte they start at.
pub fn unprintable<'t>(text: &'t str, fonts: &'t Fonts) -> impl Iterator<Item = (usize, char)> + 't {
    fates(text, fonts).filter(|(_, _, fate)| *fate == Fate::Name).map(|(at, c, _)| (at, c))
}

/// Whether the character attaches to the one before it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7
        | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7..=0x06E8
        | 0x06EA..=0x06ED | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0xFE20..=0xFE2F)
}

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Become(char),
    Drop,
    Name,
}

fn fates<'t>(text: &'t str, fonts: &'t Fonts) -> impl Iterator<Item = (usize, char, Fate)> + 't {
    let coverage = fonts.coverage();
    let mut base = None;
    let mut after_return = false;
    text.char_indices().map(move |(at, c)| {
        let fate = match fate(c, base, coverage) {
            // The second half of a Windows line end.
            Fate::Keep if c == '\n' && after_return => Fate::Drop,
            other => other,
        };
        after_return = c == '\r';
        match fate {
            Fate::Keep if !is_mark(c) => base = Some(c),
            Fate::Become(_) | Fate::Name => base = None,
            _ => {}
        }
        (at, c, fate)
    })
}

fn fate(c: char, base: Option<char>, coverage: &Coverage) -> Fate {
    match c {
        '\n' | ' '..='~' => Fate::Keep,
        '\t' => Fate::Become(' '),
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Become('\n'),
        // Reordering is how a text can read differently from what it says.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Name,
        c if is_invisible(c) => Fate::Drop,
        // Some fonts list controls.
        c if c.is_control() => Fate::Name,
        c if is_private(c) || is_unassigned(c) || c == '\u{FFFD}' || c == '\u{FFFC}' => Fate::Name,
        c if is_mark(c) => match base {
            Some(base) if coverage.together(base, c) => Fate::Keep,
            _ => Fate::Name,
        },
        c if coverage.alone(c) => Fate::Keep,
        c if c.is_whitespace() => Fate::Become(' '),
        _ => Fate::Name,
    }
}

/// Default-ignorable code points, apart from those that reorder: nothing to see, and the shaper drops them anyhow.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2060..=0x2065
        | 0x206A..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..)
}

/// Code points that fonts have glyphs for, but Unicode no character (or only since version 16).
fn is_unassigned(c: char) -> bool {
    matches!(u32::from(c),
        0x557..=0x558 | 0x58B..=0x58C | 0x5EB | 0x5F5..=0x5F7 | 0x13F6..=0x13F7 | 0xFB37 | 0xFB3D | 0xFB3F | 0xFB42
        | 0xFB45 | 0x1D547 | 0x1EE04 | 0x1EE20 | 0x1EE7F | 0x1F7FF | 0x1F8B2..=0x1F8FF)
}
