//! The fonts of the PDF: the embedded ones, and those that a project's theme brings.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use ttf_parser::Permissions;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontVariations};
use typst::utils::LazyHash;

/// Where a theme's fonts lie, in its `pdf/`.
const FOLDER: &str = "fonts/";

/// What a file of a font ends in.
const ENDINGS: &[&str] = &["otc", "otf", "ttc", "ttf"];

/// All fonts there are: the engine sees no font of the machine.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    /// Those of the project.
    own: Vec<Font>,
    /// With the embedded ones, once somebody asks.
    all: Arc<OnceLock<All>>,
}

#[derive(Debug)]
struct All {
    faces: Vec<Font>,
    book: LazyHash<FontBook>,
    coverage: OnceLock<Coverage>,
}

impl All {
    fn new(own: &[Font]) -> Self {
        let embedded = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
        let faces: Vec<Font> = embedded.chain(own.iter().cloned()).collect();
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Self { faces, book, coverage: OnceLock::new() }
    }
}

/// Without fonts of a project, all runs of a process share them.
static EMBEDDED: LazyLock<All> = LazyLock::new(|| All::new(&[]));

impl Fonts {
    /// The embedded fonts and those among the files of a theme's `pdf/`: `fonts/NotoSansJP.otf`.
    ///
    /// # Errors
    /// The file that is no font, or one that must not be embedded, and what is wrong with it.
    pub fn of(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, (String, String)> {
        let mut own = Vec::new();
        for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with(FOLDER)) {
            let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
            // A licence lies beside its font.
            if !ENDINGS.contains(&ending.as_str()) {
                continue;
            }
            let faces: Vec<Font> = Font::iter(Bytes::new(bytes.clone())).collect();
            if faces.is_empty() {
                return Err((name.clone(), "this file cannot be read as a font".to_owned()));
            }
            for font in &faces {
                let face = ttf_parser::Face::parse(bytes, font.index());
                if face.is_ok_and(|face| face.permissions() == Some(Permissions::Restricted)) {
                    return Err((name.clone(), "the licence flag in this font forbids embedding it in documents".to_owned()));
                }
            }
            own.extend(faces);
        }
        Ok(Self { own, all: Arc::default() })
    }

    fn all(&self) -> &All {
        if self.own.is_empty() { &EMBEDDED } else { self.all.get_or_init(|| All::new(&self.own)) }
    }

    /// The families of the project's own fonts, sorted.
    pub(super) fn own_families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = self.own.iter().map(|font| font.info().family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// A font by its number in the book.
    pub(super) fn face(&self, index: usize) -> Option<&Font> {
        self.all().faces.get(index)
    }

    /// What the engine chooses from.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.all().book
    }

    /// Which characters they have.
    pub(super) fn coverage(&self) -> &Coverage {
        let all = self.all();
        all.coverage.get_or_init(|| Coverage::of(&all.faces))
    }
}

/// A set of code points.
#[derive(Debug, Clone, Default)]
struct Set(Vec<u64>);

impl Set {
    fn add(&mut self, c: char) {
        let n = u32::from(c) as usize;
        if self.0.len() <= n / 64 {
            self.0.resize(n / 64 + 1, 0);
        }
        self.0[n / 64] |= 1 << (n % 64);
    }

    fn has(&self, c: char) -> bool {
        let n = u32::from(c) as usize;
        self.0.get(n / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    fn unite(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(all, one)| *all |= one);
    }

    fn intersect(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(all, one)| *all &= one);
    }
}

/// Which characters some fonts have.
#[derive(Debug, Default)]
pub(super) struct Coverage {
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
    fn of(faces: &[Font]) -> Self {
        let mut coverage = Self::default();
        let mut families: BTreeMap<&str, Set> = BTreeMap::new();
        for font in faces {
            let mut own = Set::default();
            let sized = font.clone().instantiate(font.info().variant, Abs::pt(10.0), &FontVariations::default());
            for c in font.info().coverage.iter().filter_map(char::from_u32) {
                match sized.ttf().glyph_index(c) {
                    Some(glyph) if glyph.0 != 0 => own.add(c),
                    _ => coverage.doubtful.add(c),
                }
            }
            coverage.any.unite(&own);
            families.entry(&font.info().family).and_modify(|family| family.intersect(&own)).or_insert_with(|| own.clone());
            coverage.fonts.push(own);
        }
        coverage.families = families.into_values().collect();
        coverage
    }

    /// Whether a character that stands alone is shown, whatever the style of the text around.
    pub(super) fn alone(&self, c: char) -> bool {
        self.families.iter().any(|family| family.has(c)) || self.any.has(c) && !self.doubtful.has(c)
    }

    /// Whether a mark and its base come from one font, whatever the style of the text around: the shaper tries each
    /// family in that style, and then a single other font that has the base.
    pub(super) fn together(&self, base: char, mark: char) -> bool {
        self.families.iter().any(|family| family.has(base) && family.has(mark))
            || self.alone(base) && self.fonts.iter().all(|font| !font.has(base) || font.has(mark))
    }
}
