//! Reports of structural coverage: one file a format.

mod clover;
mod cobertura;
mod gcovr;
mod gocover;
mod jacoco;
mod json;
mod lcov;
mod llvm;
mod total;
mod xml;

use std::collections::BTreeMap;

use crate::config::At;
use crate::diag::Diagnostic;
use crate::load::codes::{COVERAGE_COUNT_MISMATCH, EVIDENCE_EMPTY, EVIDENCE_UNREADABLE};
use crate::load::evidence::intake::{Intake, clean};
use crate::model::{Branch, Counted, CoverageReport, CoveredFile, Evidence, EvidenceRole, Line};
use crate::source::{Fatal, FileId, Source, Sources, Span};

/// What is wrong with a report, and where.
type Fault = (Span, String);

/// Reads the reports that patterns name.
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
        let Some(text) = intake.text(&path, EvidenceRole::Coverage, sources, evidence, out) else { continue };
        let file = sources.add(Source::new(path.as_str(), text));
        match parse(&sources.get(file).text, file) {
            Ok((files, doubts)) => {
                if files.is_empty() {
                    out.push(Diagnostic::new(&EVIDENCE_EMPTY, Span::new(file, 0, 0), format!("coverage report `{path}` names no file")));
                }
                if let Some((span, words)) = doubts.first() {
                    let others = if doubts.len() > 1 { format!("; so it is with {} others", doubts.len() - 1) } else { String::new() };
                    out.push(Diagnostic::new(&COVERAGE_COUNT_MISMATCH, *span, format!("{words}{others}")));
                }
                evidence.coverage.push(CoverageReport { path, files });
            }
            Err((span, words)) => out.push(Diagnostic::new(&EVIDENCE_UNREADABLE, span, format!("the coverage report cannot be read: {words}"))),
        }
    }
    Ok(())
}

/// The files of a report, and where it counts more than it names.
type Parsed = (Vec<CoveredFile>, Vec<Fault>);

fn parse(text: &str, file: FileId) -> Result<Parsed, Fault> {
    match text.trim_start().chars().next() {
        None => Err((Span::new(file, 0, 0), "it is empty".to_owned())),
        Some('<') => xml::parse(text, file),
        Some('{' | '[') => json::read(text, file),
        Some(_) if gocover::is_profile(text) => gocover::parse(text, file),
        Some(_) => lcov::parse(text, file),
    }
}

/// Gathers what a report says of its files, in whatever order it does.
#[derive(Default)]
struct Files {
    at: BTreeMap<String, usize>,
    files: Vec<CoveredFile>,
}

impl Files {
    /// The place of a file in the list.
    fn file(&mut self, path: &str, span: Span) -> usize {
        let path = normal(path);
        if let Some(at) = self.at.get(&path) {
            return *at;
        }
        self.at.insert(path.clone(), self.files.len());
        self.files.push(CoveredFile::new(path, span));
        self.files.len() - 1
    }

    /// All files, sorted; what was said twice is united: a line ran if it ran anywhere.
    fn finish(mut self) -> Vec<CoveredFile> {
        self.files.iter_mut().for_each(unite_file);
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.files
    }
}

/// Sorts the lines and branches of a file, and makes one of what was said twice.
fn unite_file(file: &mut CoveredFile) {
    unite(&mut file.lines, |l: &Line| l.number, |kept, next| kept.hit |= next.hit);
    unite(&mut file.branches, |b: &Branch| (b.line, b.id), |kept, next| kept.taken |= next.taken);
    let most = |kept: &mut Counted, next: &Counted| (kept.taken, kept.total) = (kept.taken.max(next.taken), kept.total.max(next.total));
    unite(&mut file.counted, |c: &Counted| c.line, most);
}

/// Sorts entries and makes one of those that have one key.
fn unite<T: Ord, K: PartialEq>(entries: &mut Vec<T>, key: impl Fn(&T) -> K, join: impl Fn(&mut T, &T)) {
    entries.sort_unstable();
    entries.dedup_by(|next, kept| {
        let same = key(next) == key(kept);
        if same {
            join(kept, next);
        }
        same
    });
    entries.shrink_to_fit();
}

/// A path with `/`, without what names no folder; with control characters made visible.
fn normal(path: &str) -> String {
    let path = clean(path, 4096).replace('\\', "/");
    let root = if path.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|p| !p.is_empty() && *p != ".") {
        if part == ".." && parts.last().is_some_and(|p| *p != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    format!("{root}{}", parts.join("/"))
}

/// Whether a count of runs is above zero; none if it is no count. Large ones are also written as `1.2e+06`.
fn ran(count: &str) -> Option<bool> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (digits, whole) = match count.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let (before, behind) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
            (mantissa, number(before) && number(behind) && number(exponent.strip_prefix('+').unwrap_or(exponent)))
        }
        None => (count, number(count)),
    };
    whole.then(|| digits.bytes().any(|b| (b'1'..=b'9').contains(&b)))
}
