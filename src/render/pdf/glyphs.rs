//! Which characters the PDF can show.
//!
//! PDF/A refuses the whole file for one glyph that no font has, one control character, one private-use code point. So
//! every text passes [`printable`] first, and [`unprintable`] tells the preflight what a reader will see replaced.

use std::borrow::Cow;
use std::sync::LazyLock;

use typst::layout::Abs;
use typst::text::FontVariations;

use super::engine::fonts;

/// Code points beyond this are in no embedded font.
const END: usize = 0x2_0000;

/// The text with everything replaced or dropped that an archivable PDF cannot carry.
///
/// A character that no embedded font has (or that PDF/A refuses) becomes `[U+1F600]`; invisible joiners, variation
/// selectors, soft hyphens and byte order marks are dropped; unusual spaces and line ends become plain ones. Controls
/// that reorder text are shown, never obeyed.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (_, c, fate) in fates(text) {
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
pub fn unprintable(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    fates(text).filter(|(_, _, fate)| *fate == Fate::Name).map(|(at, c, _)| (at, c))
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

fn fates(text: &str) -> impl Iterator<Item = (usize, char, Fate)> + '_ {
    let mut base = None;
    let mut after_return = false;
    text.char_indices().map(move |(at, c)| {
        let fate = match fate(c, base) {
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

fn fate(c: char, base: Option<char>) -> Fate {
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
            Some(base) if COVERAGE.together(base, c) => Fate::Keep,
            _ => Fate::Name,
        },
        c if COVERAGE.alone(c) => Fate::Keep,
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

/// Code points that embedded fonts have glyphs for, but Unicode no character (or only since version 16).
fn is_unassigned(c: char) -> bool {
    matches!(u32::from(c),
        0x557..=0x558 | 0x58B..=0x58C | 0x5EB | 0x5F5..=0x5F7 | 0x13F6..=0x13F7 | 0xFB37 | 0xFB3D | 0xFB3F | 0xFB42
        | 0xFB45 | 0x1D547 | 0x1EE04 | 0x1EE20 | 0x1EE7F | 0x1F7FF | 0x1F8B2..=0x1F8FF)
}

/// A set of code points below [`END`].
struct Set(Vec<u64>);

impl Set {
    fn filled(with: bool) -> Self {
        Self(vec![if with { u64::MAX } else { 0 }; END / 64])
    }

    fn add(&mut self, c: char) {
        let n = u32::from(c) as usize;
        if let Some(word) = self.0.get_mut(n / 64) {
            *word |= 1 << (n % 64);
        }
    }

    fn has(&self, c: char) -> bool {
        let n = u32::from(c) as usize;
        self.0.get(n / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }
}

struct Coverage {
    /// In at least one font: enough for a character that stands alone, as the shaper tries all fonts.
    any: Set,
    /// Listed by a font that has no glyph for it: the shaper could rely on that one.
    doubtful: Set,
    /// One set a font.
    fonts: Vec<Set>,
    /// One set a family: what each of its styles has.
    families: Vec<Set>,
}

impl Coverage {
    /// Whether a character that stands alone is shown, whatever the style of the text around.
    fn alone(&self, c: char) -> bool {
        self.families.iter().any(|family| family.has(c)) || self.any.has(c) && !self.doubtful.has(c)
    }

    /// Whether a mark and its base come from one font, whatever the style of the text around: the shaper tries each
    /// family in that style, and then a single other font that has the base.
    fn together(&self, base: char, mark: char) -> bool {
        self.families.iter().any(|family| family.has(base) && family.has(mark))
            || self.alone(base) && self.fonts.iter().all(|font| !font.has(base) || font.has(mark))
    }
}

static COVERAGE: LazyLock<Coverage> = LazyLock::new(|| {
    let mut any = Set::filled(false);
    let mut doubtful = Set::filled(false);
    let mut singles = Vec::new();
    let mut families: std::collections::BTreeMap<&str, Set> = std::collections::BTreeMap::new();
    for font in fonts() {
        let mut own = Set::filled(false);
        let sized = font.clone().instantiate(font.info().variant, Abs::pt(10.0), &FontVariations::default());
        for c in font.info().coverage.iter().filter_map(char::from_u32) {
            match sized.ttf().glyph_index(c) {
                Some(glyph) if glyph.0 != 0 => own.add(c),
                _ => doubtful.add(c),
            }
        }
        any.0.iter_mut().zip(&own.0).for_each(|(all, one)| *all |= one);
        let family = families.entry(&font.info().family).or_insert_with(|| Set::filled(true));
        family.0.iter_mut().zip(&own.0).for_each(|(all, one)| *all &= one);
        singles.push(own);
    }
    Coverage { any, doubtful, fonts: singles, families: families.into_values().collect() }
});
