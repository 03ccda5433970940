//! The embedded typst engine: files in memory in, the bytes of a PDF out.
//!
//! The engine sees the files it is given and nothing else: no disk, no network, no packages, no clock. The bytes
//! depend on the [`Job`] alone, however many threads work on it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::diag::{FileError, FileResult, PackageError, Severity, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::fonts::Fonts;

/// Where the generated entry stands: a name that no theme file has.
const ENTRY: &str = "/.entry.typ";

/// Stack of a layout thread: nested lists and tables recurse deeper than the 2 MB that threads get by default.
const STACK: usize = 16 << 20;

/// One PDF to make.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    /// All files the engine may read: absolute path (`/main.typ`) to content.
    pub files: &'a BTreeMap<String, Vec<u8>>,
    /// The fonts, the only ones there are.
    pub fonts: &'a Fonts,
    /// The file to start with, `/main.typ`.
    pub main: &'a str,
    /// The title in the metadata and in the reader's title bar.
    pub title: String,
    /// The authors in the metadata.
    pub authors: Vec<String>,
    /// Language tag of the text: `en`, `de-CH`.
    pub language: String,
    /// Year, month, day of the content; the PDF's only date.
    pub date: (i32, u8, u8),
    /// Names the document for life; the PDF's identifier is a hash of it.
    pub ident: String,
}

/// Why the engine made no PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
    /// The file of the job it is wrong in, when the engine knows.
    pub file: Option<String>,
    /// The line in that file, from 1.
    pub line: Option<usize>,
}

impl EngineError {
    /// An error that stands in no file.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new(), file: None, line: None }
    }
}

impl std::fmt::Display for EngineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}: {}", self.message)?,
            (Some(file), None) => write!(f, "{file}: {}", self.message)?,
            _ => f.write_str(&self.message)?,
        }
        self.hints.iter().try_for_each(|hint| write!(f, " ({hint})"))
    }
}

impl std::error::Error for EngineError {}

/// Typesets a job as PDF/A-2a and PDF/UA-1.
///
/// # Errors
///
/// What the engine says: errors in the theme, a missing file, an image that cannot be decoded, an image that would
/// lose a part (`foreignObject` in an SVG), a character that the standard refuses.
pub fn compile(job: &Job<'_>) -> Result<Vec<u8>, Vec<EngineError>> {
    let entry = entry(job).map_err(|error| vec![error])?;
    let world = Files::new(job, entry).map_err(|error| vec![error])?;
    // A panic inside the engine must cost this document only, with a message.
    let run = || catch_unwind(AssertUnwindSafe(|| typeset(&world, job)));
    let result = match &*POOL {
        Some(pool) => pool.install(run),
        None => run(),
    };
    // The engine's cache is global and would keep every page of this document.
    comemo::evict(0);
    result.unwrap_or_else(|_| Err(vec![EngineError::new("the typesetting engine stopped with an internal error")]))
}

/// Layout threads with stacks of a size that does not depend on who calls.
static POOL: LazyLock<Option<rayon::ThreadPool>> = LazyLock::new(|| rayon::ThreadPoolBuilder::new().stack_size(STACK).build().ok());

fn typeset(world: &Files<'_>, job: &Job<'_>) -> Result<Vec<u8>, Vec<EngineError>> {
    let report = |found: &[SourceDiagnostic]| found.iter().map(|d| world.explain(d)).collect::<Vec<_>>();
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| report(&errors))?;
    // Content that was silently dropped from a figure is worse than no document.
    let dropped: Vec<_> = warnings.iter().filter(|w| w.message.contains("foreign object")).cloned().collect();
    if !dropped.is_empty() {
        return Err(report(&dropped));
    }
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| vec![EngineError::new(error.message().to_string())])?;
    let options =
        PdfOptions { ident: Smart::Custom(job.ident.clone()), timestamp: day(job.date).map(Timestamp::new_utc), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| report(&errors))
}

fn day((year, month, day): (i32, u8, u8)) -> Option<Datetime> {
    Datetime::from_ymd_hms(year, month, day, 0, 0, 0)
}

/// The generated start: metadata and language, so that they hold whatever the theme does.
fn entry(job: &Job<'_>) -> Result<String, EngineError> {
    let (year, month, date) = job.date;
    if day(job.date).is_none() || !(0..=9999).contains(&year) {
        return Err(EngineError::new(format!("no such date: {year:04}-{month:02}-{date:02}")));
    }
    let mut subtags = job.language.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Err(EngineError::new(format!("not a language tag: `{}`", job.language)));
    }
    let region = subtags.find(|s| s.len() == 2 && s.bytes().all(|b| b.is_ascii_alphabetic()));
    let region = region.map_or_else(|| "none".to_owned(), literal);
    let authors: String = job.authors.iter().map(|author| literal(author) + ", ").collect();
    Ok(format!(
        "#set document(title: {}, author: ({authors}), date: datetime(year: {year}, month: {month}, day: {date}))\n\
         #set text(lang: {}, region: {region})\n#include {}\n",
        literal(&job.title),
        literal(language),
        literal(job.main),
    ))
}

/// A string literal of typst's code mode.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The world the engine sees.
struct Files<'a> {
    main: FileId,
    entry: Source,
    files: &'a BTreeMap<String, Vec<u8>>,
    fonts: &'a Fonts,
    /// Parsed once, as the engine asks for them again and again.
    sources: BTreeMap<&'a str, Source>,
    /// Copied once, when the engine first asks: it compares what it read before, so the copy must be shared.
    bytes: Mutex<BTreeMap<&'static str, Bytes>>,
}

impl<'a> Files<'a> {
    fn new(job: &Job<'a>, entry: String) -> Result<Self, EngineError> {
        let id = |path: &str| {
            let path = VirtualPath::new(path).map_err(|e| EngineError::new(format!("{path}: {e}")))?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let main = id(ENTRY)?;
        let mut sources = BTreeMap::new();
        for (path, bytes) in job.files.iter().filter(|(path, _)| path.ends_with(".typ")) {
            let text = String::from_utf8(bytes.clone()).map_err(|_| EngineError { file: Some(path.clone()), ..EngineError::new("not valid UTF-8") })?;
            sources.insert(path.as_str(), Source::new(id(path)?, text));
        }
        Ok(Self { main, entry: Source::new(main, entry), files: job.files, fonts: job.fonts, sources, bytes: Mutex::default() })
    }

    /// The path of a file, unless it is a package's.
    fn path(id: FileId) -> FileResult<&'static str> {
        match id.get().root() {
            VirtualRoot::Project => Ok(id.get().vpath().get_with_slash()),
            VirtualRoot::Package(spec) => Err(FileError::Package(PackageError::Other(Some(format!("packages are not available here: {spec}").into())))),
        }
    }

    /// A diagnostic of the engine in our words.
    fn explain(&self, found: &SourceDiagnostic) -> EngineError {
        let file = found.span.id().filter(|id| *id != self.main);
        let line = file.and_then(|id| {
            let start = self.range(found.span)?.start;
            let lines = self.source(id).ok()?;
            lines.lines().byte_to_line(start).map(|line| line + 1)
        });
        let mut message = found.message.to_string();
        if found.severity == Severity::Warning {
            message.push_str(" (parts of it would be lost)");
        }
        EngineError {
            message,
            hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
            file: file.and_then(|id| Self::path(id).ok()).map(str::to_owned),
            line,
        }
    }
}

impl World for Files<'_> {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main {
            return Ok(self.entry.clone());
        }
        let path = Self::path(id)?;
        self.sources.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = Self::path(id)?;
        let mut known = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = known.get(path) {
            return Ok(bytes.clone());
        }
        let bytes = self.files.get(path).map(|b| Bytes::new(b.clone())).ok_or_else(|| FileError::NotFound(path.into()))?;
        known.insert(path, bytes.clone());
        Ok(bytes)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
