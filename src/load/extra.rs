//! Evidence beside test reports: the files of a list of patterns, each taken in once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::codes::{EVIDENCE_MISSING, EVIDENCE_UNREADABLE};
use super::evidence::{hex, matcher, matching};
use crate::config::At;
use crate::diag::Diagnostic;
use crate::model::{Evidence, ReportFile};
use crate::source::{Fatal, read_bytes};

/// Finds evidence files and takes them in.
pub(super) struct Extra<'a> {
    root: &'a Path,
    folders: BTreeMap<String, Vec<String>>,
    known: BTreeSet<String>,
}

impl<'a> Extra<'a> {
    pub(super) fn new(root: &'a Path, folders: BTreeMap<String, Vec<String>>, evidence: &Evidence) -> Self {
        Self { root, folders, known: evidence.files.iter().map(|f| f.path.clone()).collect() }
    }

    /// The files that patterns match, sorted.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub(super) fn matched(&mut self, globs: &[At<String>], out: &mut Vec<Diagnostic>) -> Result<BTreeSet<String>, Fatal> {
        let mut all = BTreeSet::new();
        for glob in globs {
            let Some(matcher) = matcher(&glob.value) else {
                out.push(Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` is no pattern of files", glob.value)));
                continue;
            };
            let found = matching(self.root, glob, &matcher, &mut self.folders)?;
            if found.is_empty() {
                out.push(Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` matches no file", glob.value)));
            }
            all.extend(found);
        }
        Ok(all)
    }

    /// The text of a file, which is hashed and listed; a byte order mark is left out. A file that has two roles is listed under its first.
    pub(super) fn text(&mut self, path: &str, role: &'static str, evidence: &mut Evidence, out: &mut Vec<Diagnostic>) -> Option<String> {
        let bytes = match read_bytes(self.root, path) {
            Ok(bytes) => bytes,
            Err(error) => {
                out.push(Diagnostic::global(&EVIDENCE_UNREADABLE, error.to_string()));
                return None;
            }
        };
        if self.known.insert(path.to_owned()) {
            let sha256 = hex(&Sha256::digest(&bytes));
            evidence.files.push(ReportFile { path: path.to_owned(), role, sha256, size: bytes.len() as u64 });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
            Err(_) => {
                out.push(Diagnostic::global(&EVIDENCE_UNREADABLE, format!("{path}: the file is not UTF-8")));
                None
            }
        }
    }
}

/// Text from outside that goes to terminals and pages: control characters made visible, at most so many characters.
pub(super) fn clean(text: &str, most: usize) -> String {
    let mut chars = text.trim().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut cleaned: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        cleaned.push('…');
    }
    cleaned
}
