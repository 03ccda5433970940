//! Advisories on known anomalies of SOUP: one file a format.

mod csaf;
mod cyclonedx;
mod grype;
mod named;
mod openvex;
mod osv;
mod trivy;

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use crate::config::At;
use crate::diag::Diagnostic;
use crate::load::codes::EVIDENCE_UNREADABLE;
use crate::load::evidence::intake::{Intake, clean};
use crate::model::{Advisory, AdvisoryFile, Evidence, EvidenceRole, Versions};
use crate::source::{Fatal, Source, Sources, Span};

/// The most characters of an id or a version that are kept.
const WORD: usize = 200;
/// The most characters of a description that are kept.
const BRIEF: usize = 300;

/// Reads the files that patterns name.
///
/// # Errors
/// When a folder cannot be listed.
pub(in crate::load) fn read(
    globs: &[At<String>],
    intake: &mut Intake,
    sources: &mut Sources,
    evidence: &mut Evidence,
    out: &mut Vec<Diagnostic>,
) -> Result<(), Fatal> {
    for path in intake.matched(globs, out)? {
        let Some(text) = intake.text(&path, EvidenceRole::Advisories, sources, evidence, out) else { continue };
        match parse(&text) {
            Ok(read) => {
                let file = evidence.advisory_files.len();
                evidence.advisory_files.push(AdvisoryFile { path, format: read.format, date: read.date, count: read.advisories.len() });
                evidence.advisories.extend(read.advisories.into_iter().map(|a| Advisory { file, ..a }));
            }
            Err(Fault { line, column, words }) => {
                let source = Source::new(path.as_str(), text);
                let at = source.line_start(line.max(1)) + column.saturating_sub(1);
                let length = source.text.len();
                let file = sources.add(source);
                let span = Span::new(file, at.min(length), at.min(length));
                out.push(Diagnostic::new(&EVIDENCE_UNREADABLE, span, format!("the advisories cannot be read: {words}")));
            }
        }
    }
    Ok(())
}

/// What is wrong with a file, and where, from 1.
struct Fault {
    line: usize,
    column: usize,
    words: String,
}

impl Fault {
    fn whole(words: impl Into<String>) -> Self {
        Self { line: 1, column: 1, words: words.into() }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or(&words);
        Self { line: error.line(), column: error.column(), words: clean(words, BRIEF) }
    }
}

/// A file as it was read.
#[derive(Default)]
struct Read {
    format: &'static str,
    date: Option<String>,
    advisories: Vec<Advisory>,
}

fn parse(text: &str) -> Result<Read, Fault> {
    match text.trim_start().chars().next() {
        None => Err(Fault::whole("the file is empty")),
        Some('{') => form(text)?(text),
        Some('[') => osv::parse(text),
        Some(_) => Err(Fault::whole("no JSON: OSV, CycloneDX, OpenVEX, CSAF and reports of Grype, Trivy and osv-scanner are read")),
    }
}

/// What reads one format.
type Reader = fn(&str) -> Result<Read, Fault>;

/// The reader for what the first object says that it is.
fn form(text: &str) -> Result<Reader, Fault> {
    #[derive(Deserialize)]
    struct Form {
        #[serde(rename = "bomFormat")]
        form: Option<String>,
        #[serde(rename = "@context")]
        context: Option<serde_json::Value>,
        statements: Option<IgnoredAny>,
        document: Option<Document>,
        matches: Option<IgnoredAny>,
        #[serde(rename = "SchemaVersion")]
        schema: Option<serde_json::Value>,
    }
    #[derive(Deserialize)]
    struct Document {
        csaf_version: Option<String>,
    }
    let first = serde_json::Deserializer::from_str(text).into_iter::<Form>().next().transpose()?;
    let Some(first) = first else { return Ok(osv::parse) };
    let open_vex = |context: &serde_json::Value| context.as_str().is_some_and(|text| text.contains("openvex.dev/ns"));
    match first {
        Form { form: Some(form), .. } if form == "CycloneDX" => Ok(cyclonedx::parse),
        Form { context: Some(context), statements: Some(_), .. } if open_vex(&context) => Ok(openvex::parse),
        Form { document: Some(Document { csaf_version: Some(version) }), .. } => match version.as_str() {
            "2.0" => Ok(csaf::parse),
            other => Err(Fault::whole(format!("CSAF `{}` is not read: 2.0 is", clean(other, 20)))),
        },
        Form { schema: Some(version), .. } => match version.as_u64() {
            Some(2) => Ok(trivy::parse),
            _ => Err(Fault::whole("a report of Trivy of another `SchemaVersion` than 2 is not read")),
        },
        Form { matches: Some(_), .. } => Ok(grype::parse),
        _ => Ok(osv::parse),
    }
}

/// The start of a description, whatever its length: only that is kept.
#[derive(Debug, Clone, Default)]
struct Brief(String);

impl<'de> Deserialize<'de> for Brief {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl Visitor<'_> for Reading {
            type Value = Brief;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Brief, E> {
                let line = text.trim().lines().next().unwrap_or_default();
                Ok(Brief(clean(line.trim_start_matches(['#', ' ']), BRIEF)))
            }

            fn visit_unit<E>(self) -> Result<Brief, E> {
                Ok(Brief::default())
            }
        }
        deserializer.deserialize_any(Reading)
    }
}

/// A list of versions, kept in one piece while it is read.
#[derive(Default)]
struct Listed(Versions);

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Listed;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of versions")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Listed, A::Error> {
                let mut listed = Versions::default();
                while let Some(version) = items.next_element::<String>()? {
                    listed.push(&clean(&version, WORD));
                }
                Ok(Listed(listed))
            }

            fn visit_unit<E>(self) -> Result<Listed, E> {
                Ok(Listed::default())
            }
        }
        deserializer.deserialize_any(Reading)
    }
}

/// The day of a time stamp, if it begins with one.
fn day(stamp: &str) -> Option<String> {
    let day = stamp.get(..10)?;
    day.parse::<jiff::civil::Date>().ok().map(|d| d.to_string())
}
