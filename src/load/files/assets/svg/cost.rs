//! How much there is to draw once every reference is followed: a few lines can stand for billions of shapes.

use std::collections::BTreeMap;

use super::super::fault::Fault;

/// How many parts a drawing may have, each counted as often as it is drawn.
const PARTS: u64 = 250_000;
/// How deep elements may lie in each other, references followed: drawing them recurses.
const DEEPEST: usize = 128;
/// An effect is computed for all its pixels.
const EFFECT: u64 = 500;
/// This many pixels of a picture weigh as much as a shape.
const PIXELS: u64 = 10_000;

/// An element.
#[derive(Default)]
struct Part {
    weight: u64,
    inner: Vec<usize>,
    /// The ids it refers to.
    uses: Vec<String>,
    /// Those that are drawn at each of its corners.
    markers: Vec<String>,
    /// How many corners it may have.
    corners: u64,
}

/// The elements of a drawing, as they are met.
#[derive(Default)]
pub(super) struct Cost {
    parts: Vec<Part>,
    open: Vec<usize>,
    ids: BTreeMap<String, usize>,
    /// What a style sheet refers to: any element may, or each corner of any outline.
    everywhere: Vec<(String, bool)>,
}

impl Cost {
    /// An element begins, so many levels deep.
    pub(super) fn open(&mut self, name: &str, depth: usize) -> Result<(), Fault> {
        if self.parts.len() as u64 >= PARTS {
            return Err(many());
        }
        if depth >= DEEPEST {
            return Err(deep());
        }
        let index = self.parts.len();
        if let Some(outer) = self.open.last() {
            self.parts[*outer].inner.push(index);
        }
        self.parts.push(Part { weight: if name.starts_with("fe") { EFFECT } else { 1 }, ..Part::default() });
        self.open.push(index);
        Ok(())
    }

    /// The open element ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    fn part(&mut self) -> Option<(usize, &mut Part)> {
        let index = *self.open.last()?;
        Some((index, self.parts.get_mut(index)?))
    }

    /// The open element has an attribute that may be its id or its outline.
    pub(super) fn shape(&mut self, name: &str, value: &str) {
        let Some((index, part)) = self.part() else { return };
        match name {
            "id" => {
                self.ids.entry(value.to_owned()).or_insert(index);
            }
            "d" | "points" => part.corners = (value.len() / 2) as u64,
            _ => {}
        }
    }

    /// The open element refers to these ids.
    pub(super) fn uses(&mut self, ids: Vec<String>, markers: bool) {
        if let Some((_, part)) = self.part() {
            if markers { part.markers.extend(ids) } else { part.uses.extend(ids) }
        }
    }

    /// A style sheet refers to these ids.
    pub(super) fn everywhere(&mut self, ids: Vec<String>, markers: bool) {
        self.everywhere.extend(ids.into_iter().map(|id| (id, markers)));
    }

    /// The open element shows a picture.
    pub(super) fn picture(&mut self, pixels: u64) {
        if let Some((_, part)) = self.part() {
            part.weight += pixels / PIXELS;
        }
    }

    /// Whether it can be drawn in reasonable time and memory.
    ///
    /// # Errors
    /// When there is too much to draw, or too deep.
    pub(super) fn bounded(&self) -> Result<(), Fault> {
        let mut known = vec![Known::New; self.parts.len()];
        let (whole, _) = self.follow(0, 0, &mut known)?;
        let corners = 1 + self.parts.iter().map(|part| part.corners).max().unwrap_or_default();
        let mut each: u64 = 1;
        for (index, markers) in self.everywhere.iter().filter_map(|(id, markers)| Some((*self.ids.get(id)?, *markers))) {
            let (parts, _) = self.follow(index, 0, &mut known)?;
            each = each.saturating_add(parts.saturating_mul(if markers { corners } else { 1 }));
        }
        if whole.saturating_mul(each) > PARTS { Err(many()) } else { Ok(()) }
    }

    /// What there is to draw for an element, and how deep.
    fn follow(&self, index: usize, depth: usize, known: &mut [Known]) -> Result<(u64, usize), Fault> {
        let (Some(part), Some(state)) = (self.parts.get(index), known.get(index).copied()) else { return Ok((0, 0)) };
        if depth > DEEPEST {
            return Err(deep());
        }
        match state {
            // A part that refers to itself is not drawn.
            Known::Open => return Ok((0, 0)),
            Known::Done(_, deepest) if depth + deepest > DEEPEST => return Err(deep()),
            Known::Done(parts, deepest) => return Ok((parts, deepest)),
            Known::New => known[index] = Known::Open,
        }
        let by_id = |ids: &[String]| ids.iter().filter_map(|id| self.ids.get(id).copied()).collect::<Vec<usize>>();
        let once = part.inner.iter().copied().chain(by_id(&part.uses)).map(|i| (i, 1));
        let often = by_id(&part.markers).into_iter().map(|i| (i, 1 + part.corners));
        let (mut parts, mut deepest) = (part.weight, 0);
        for (inner, times) in once.chain(often) {
            let (more, deeper) = self.follow(inner, depth + 1, known)?;
            parts = parts.saturating_add(more.saturating_mul(times));
            deepest = deepest.max(deeper + 1);
        }
        known[index] = Known::Done(parts, deepest);
        Ok((parts, deepest))
    }
}

/// What is known of an element.
#[derive(Clone, Copy)]
enum Known {
    New,
    Open,
    Done(u64, usize),
}

fn many() -> Fault {
    Fault::large(format!("has more than {PARTS} parts to draw")).help("simplify the drawing, or export it as PNG")
}

fn deep() -> Fault {
    Fault::large(format!("has elements more than {DEEPEST} levels deep")).help("simplify the drawing, or export it as PNG")
}
