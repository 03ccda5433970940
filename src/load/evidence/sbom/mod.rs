//! Bills of materials: one file a format, found by what stands in them; all end in one model.

mod cargo_lock;
mod conan_lock;
mod cyclonedx;
mod cyclonedx_json;
mod cyclonedx_xml;
mod draft;
mod gem_lock;
mod go_mod;
mod gradle_lock;
mod json;
mod lock;
mod npm_lock;
mod nuget_lock;
mod pnpm_lock;
mod python_lock;
mod spdx;
mod spdx3;
mod spdx_json;
mod spdx_tag;
mod yarn_berry;
mod yarn_v1;

use globset::{GlobBuilder, GlobMatcher};

use crate::config::At;
use crate::diag::Diagnostic;
use crate::load::codes::{EVIDENCE_EMPTY, EVIDENCE_NAME_ODD, EVIDENCE_UNREADABLE, SBOM_DEPENDENCY_LOST, SBOM_INCOMPLETE};
use crate::load::evidence::intake::{clean, no_text};
use crate::model::Sbom;
use crate::source::{FileId, Source, Sources, Span};

/// Why a bill of materials cannot be read: where, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SbomFault {
    /// The bytes of the text that it is about.
    pub place: std::ops::Range<usize>,
    /// What is wrong, as a phrase.
    pub words: String,
}

impl SbomFault {
    /// A fault at a byte of the text.
    pub(in crate::load) fn at(byte: usize, words: impl Into<String>) -> Self {
        Self { place: byte..byte, words: words.into() }
    }

    /// A fault of the file as a whole.
    pub(in crate::load) fn whole(words: impl Into<String>) -> Self {
        Self::at(0, words)
    }
}

/// Lines longer than this are no places: telling columns in them would cost more than reading the file.
const LONG_LINE: usize = 20_000;

/// What a reader is given.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) struct Input<'a> {
    /// The text, with a byte order mark if it has one.
    text: &'a str,
    file: FileId,
    /// Whether its lines are short enough to point at.
    lines: bool,
}

impl<'a> Input<'a> {
    /// The text that is to be read.
    fn body(&self) -> &'a str {
        self.text.strip_prefix('\u{feff}').unwrap_or(self.text)
    }

    /// The place of a slice of the text.
    fn span(&self, part: &str) -> Span {
        let start = self.span_start(part);
        self.range(start..start + part.len())
    }

    /// The first byte of a slice of the text.
    fn span_start(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn range(&self, range: std::ops::Range<usize>) -> Span {
        let fits = self.lines && range.end <= self.text.len();
        if fits { Span::new(self.file, range.start, range.end) } else { Span::new(self.file, 0, 0) }
    }
}

/// Reads a bill of materials of any known format.
///
/// # Errors
/// When it is of no known format or version, not well-formed, or ends early.
pub fn sbom_of(path: &str, text: &str, file: FileId) -> Result<Sbom, SbomFault> {
    let lines = text.split('\n').all(|line| line.len() <= LONG_LINE);
    let input = Input { text, file, lines };
    let body = input.body();
    let named = path.to_ascii_lowercase();
    let read = match body.trim_start().chars().next() {
        None => return Err(SbomFault::whole("the file is empty")),
        Some('{') => json::read(input),
        Some('<') => cyclonedx_xml::read(input),
        Some(_) if body.lines().any(|line| line.trim_start().starts_with("SPDXVersion:")) => spdx_tag::read(input),
        Some(_) if body.lines().next().is_some_and(|line| line.trim_end() == gradle_lock::MARK) => gradle_lock::read(input),
        Some(_) if body.lines().any(|line| line.starts_with("lockfileVersion:")) => pnpm_lock::read(input),
        Some(_) if named.ends_with("go.mod") => go_mod::read(input),
        Some(_) if body.lines().any(|line| line.trim_end() == yarn_v1::MARK) => yarn_v1::read(input),
        Some(_) if body.lines().any(|line| line.starts_with("__metadata:")) => yarn_berry::read(input),
        Some(_) if named.ends_with("gemfile.lock") || body.lines().any(|line| line.trim_end() == gem_lock::DEPENDENCIES) => gem_lock::read(input),
        Some(_) if named.ends_with(".lock") && python_lock::is_python(body) => python_lock::read(input),
        Some(_) if named.ends_with(".lock") => cargo_lock::read(input),
        Some(_) => {
            return Err(SbomFault::whole(
                "it is no bill of materials of a known format: CycloneDX, SPDX and lock files of Bundler, Cargo, Conan, Go, Gradle, npm, NuGet, pnpm, poetry, uv and yarn are",
            ));
        }
    };
    read.map(|sbom| Sbom { path: path.to_owned(), ..sbom })
}

/// Marks the product's own packages by what the settings call them, where they do.
pub fn mark_own(sbom: &mut Sbom, names: Option<&[At<String>]>) {
    let Some(names) = names else { return };
    let fits: Vec<GlobMatcher> = names.iter().filter_map(|name| Some(GlobBuilder::new(&name.value).build().ok()?.compile_matcher())).collect();
    for component in &mut sbom.components {
        component.own = fits.iter().any(|name| name.is_match(&component.name));
    }
}

/// What is doubtful in a bill of materials that could be read: phrases.
pub fn sbom_doubts(sbom: &Sbom) -> Vec<String> {
    let mut found = Vec::new();
    doubts(sbom, FileId::default(), &mut found);
    found.into_iter().map(|doubt| doubt.message).collect()
}

/// Says what is doubtful in a bill of materials that could be read.
pub(in crate::load) fn doubts(sbom: &Sbom, file: FileId, out: &mut Vec<Diagnostic>) {
    let path = &sbom.path;
    let whole = Span::new(file, 0, 0);
    if sbom.components.is_empty() {
        out.push(Diagnostic::new(&EVIDENCE_EMPTY, whole, format!("`{path}` lists no component")));
    }
    if let Some(said) = &sbom.partial {
        let words = format!("`{path}` says that it is not complete: `{}`", clean(said, 60));
        out.push(Diagnostic::new(&SBOM_INCOMPLETE, whole, words));
    }
    if let Some(first) = sbom.odd.first().and_then(|at| sbom.components.get(*at)) {
        let others = if sbom.odd.len() > 1 { format!("; so do {} others", sbom.odd.len() - 1) } else { String::new() };
        let words = format!("`{}` in `{path}` holds characters that are not shown as they are, or were lost{others}", first.title());
        out.push(Diagnostic::new(&EVIDENCE_NAME_ODD, first.span, words));
    }
    if let Some((from, to)) = &sbom.lost {
        let others = if sbom.loose > 1 { format!("; so it is {} times more", sbom.loose - 1) } else { String::new() };
        let words = format!("`{path}` tells of `{}` with `{}`, and does not list both{others}", clean(from, 80), clean(to, 80));
        out.push(Diagnostic::new(&SBOM_DEPENDENCY_LOST, whole, words));
    }
}

/// Reads an evidence file: the bill of materials, and the file for findings about it.
///
/// # Errors
/// The finding that says why it cannot be read.
pub(in crate::load) fn file(path: &str, bytes: Vec<u8>, sources: &mut Sources) -> Result<(Sbom, FileId), Box<Diagnostic>> {
    let text = String::from_utf8(bytes).map_err(|error| Box::new(no_text(path, &error, sources)))?;
    let file = sources.add(Source::new(path, text));
    let text = &sources.get(file).text;
    let read = sbom_of(path, text, file).map_err(|fault| {
        let end = |byte: usize| byte.min(text.len());
        let span = Span::new(file, end(fault.place.start), end(fault.place.end));
        Box::new(Diagnostic::new(&EVIDENCE_UNREADABLE, span, format!("the bill of materials cannot be read: {}", fault.words)))
    })?;
    Ok((read, file))
}
