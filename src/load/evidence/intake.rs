//! Finding evidence files by the patterns of the settings, and taking them in: each is hashed and listed once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::string::FromUtf8Error;

use globset::{GlobBuilder, GlobMatcher};

use crate::config::At;
use crate::diag::Diagnostic;
use crate::load::codes::{EVIDENCE_MISSING, EVIDENCE_UNREADABLE};
use crate::model::{Evidence, EvidenceRole, ReportFile};
use crate::source::{Fatal, Source, Sources, Span, has_folder, read_bytes, sha256, turns, walk};

/// Finds evidence files and takes them in.
pub(in crate::load) struct Intake<'a> {
    root: &'a Path,
    /// What lies below each folder that was listed.
    folders: BTreeMap<String, Listed>,
    /// The files that are listed as evidence.
    known: BTreeSet<String>,
}

/// What lies below a folder.
struct Listed {
    files: Vec<String>,
    /// Links to folders, and links that lead nowhere: the walk follows none, so that it ends. Of each, whether it leads to a
    /// folder that was walked.
    links: Vec<(bool, String)>,
}

impl<'a> Intake<'a> {
    pub(in crate::load) fn new(root: &'a Path) -> Self {
        Self { root, folders: BTreeMap::new(), known: BTreeSet::new() }
    }

    /// The files that patterns match, sorted.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub(in crate::load) fn matched(&mut self, globs: &[At<String>], out: &mut Vec<Diagnostic>) -> Result<BTreeSet<String>, Fatal> {
        let mut all = BTreeSet::new();
        for glob in globs {
            all.extend(self.matched_by(glob, out)?);
        }
        Ok(all)
    }

    /// The files that one pattern matches, sorted; that it matches none, or would match some behind a link, is told.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub(in crate::load) fn matched_by(&mut self, glob: &At<String>, out: &mut Vec<Diagnostic>) -> Result<Vec<String>, Fatal> {
        let Some(matcher) = matcher(&glob.value) else {
            out.push(Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` is no pattern of files", glob.value)));
            return Ok(Vec::new());
        };
        if glob.value.starts_with('/') || glob.value.contains('\\') || glob.value.chars().nth(1) == Some(':') {
            let finding = Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` leads out of the project", glob.value));
            out.push(finding.help(
                "write the pattern from the folder of book.toml, with `/` between folders; a report from elsewhere has to be copied into the project",
            ));
            return Ok(Vec::new());
        }
        let listed = self.listed(&glob.value)?;
        // What `**` finds behind a link it finds in the folder itself, too.
        let lost = |link: &str, walked: bool| reaches(&glob.value, link) && !(walked && glob.value.contains("**"));
        for (_, link) in listed.links.iter().filter(|(walked, link)| lost(link, *walked)) {
            let words = format!("`{link}` is a link, which is not followed: what `{}` means behind it is not read", glob.value);
            out.push(Diagnostic::new(&EVIDENCE_UNREADABLE, glob.span, words).help("put the folder itself there"));
        }
        let found: Vec<String> = listed.files.iter().filter(|p| matcher.is_match(p.as_str())).cloned().collect();
        if found.is_empty() {
            out.push(Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` matches no file", glob.value)));
        }
        Ok(found)
    }

    /// All that lies in the folder before the first wildcard of a pattern.
    fn listed(&mut self, glob: &str) -> Result<&Listed, Fatal> {
        let fixed = glob.split('/').take_while(|p| !p.contains(['*', '?', '[', '{'])).collect::<Vec<_>>();
        let all = fixed.len() == glob.split('/').count();
        let folder = fixed[..fixed.len() - usize::from(all)].join("/");
        if !self.folders.contains_key(&folder) {
            let all = if has_folder(self.root, &folder)? { walk(self.root, &folder)? } else { Vec::new() };
            let real = |path: &str| self.root.join(path).canonicalize().ok();
            let walked = |link: &str| real(link).zip(real(&folder)).is_some_and(|(to, walked)| to.starts_with(walked));
            let mut listed = Listed { files: Vec::new(), links: Vec::new() };
            for path in all {
                // A link that leads nowhere may be meant for a file or for a folder.
                let what = self.root.join(&path).metadata().map(|m| m.is_dir()).ok();
                if what != Some(false) {
                    listed.links.push((walked(&path), path.clone()));
                }
                if what != Some(true) {
                    listed.files.push(path);
                }
            }
            self.folders.insert(folder.clone(), listed);
        }
        Ok(&self.folders[&folder])
    }

    /// The bytes of a file, which is hashed and listed; one that cannot be read is told.
    pub(in crate::load) fn bytes(&mut self, path: &str, role: EvidenceRole, evidence: &mut Evidence, out: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
        let bytes = read_bytes(self.root, path).map_err(|error| out.push(Diagnostic::global(&EVIDENCE_UNREADABLE, error.to_string()))).ok()?;
        self.list(ReportFile { path: path.to_owned(), role, sha256: sha256(&bytes), size: bytes.len() as u64 }, evidence);
        Some(bytes)
    }

    /// The text of a file, which is hashed and listed; a byte order mark is left out.
    pub(in crate::load) fn text(
        &mut self,
        path: &str,
        role: EvidenceRole,
        sources: &mut Sources,
        evidence: &mut Evidence,
        out: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        match String::from_utf8(self.bytes(path, role, evidence, out)?) {
            Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
            Err(error) => {
                out.push(no_text(path, &error, sources));
                None
            }
        }
    }

    /// Lists a file. One that has two roles is listed under its first.
    pub(in crate::load) fn list(&mut self, file: ReportFile, evidence: &mut Evidence) {
        if self.known.insert(file.path.clone()) {
            evidence.files.push(file);
        }
    }
}

/// Says that a file is no text, and where its first byte stands that is none.
pub(in crate::load) fn no_text(path: &str, error: &FromUtf8Error, sources: &mut Sources) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let file = sources.add(Source::new(path, String::from_utf8_lossy(error.as_bytes())));
    let words = match error.as_bytes() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file cannot be read: it is UTF-16, and not UTF-8",
        _ => "the file cannot be read: it is not UTF-8, a byte here is no text",
    };
    Diagnostic::new(&EVIDENCE_UNREADABLE, Span::new(file, at, at), words).help("save the file as UTF-8")
}

/// Whether a pattern may match something below a folder.
fn reaches(glob: &str, folder: &str) -> bool {
    let parts: Vec<&str> = glob.split('/').collect();
    let depth = folder.split('/').count();
    let begin = match parts.iter().position(|part| *part == "**") {
        Some(any) if any < depth => &parts[..=any],
        _ if parts.len() > depth => &parts[..depth],
        _ => return false,
    };
    // What is no pattern by itself, such as a half of `{a,b/c}`, may mean anything.
    matcher(&begin.join("/")).is_none_or(|matcher| matcher.is_match(folder))
}

/// What tells whether a path fits a pattern.
fn matcher(glob: &str) -> Option<GlobMatcher> {
    Some(GlobBuilder::new(glob).literal_separator(true).build().ok()?.compile_matcher())
}

/// Text from outside that goes to terminals and pages: control characters made visible, at most so many characters.
pub(in crate::load) fn clean(text: &str, most: usize) -> String {
    let mut chars = text.trim().chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c });
    let mut cleaned: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        cleaned.push('…');
    }
    cleaned
}

/// Whether a character is not shown as it is: it controls a terminal, or turns the direction of writing.
pub(in crate::load) fn hidden(c: char) -> bool {
    !matches!(c, '\n' | '\t' | '\r') && (c.is_control() || turns(c))
}

/// Whether a name with this character is not what was meant: it is hidden, or one that was lost.
pub(in crate::load) fn odd(c: char) -> bool {
    hidden(c) || c == char::REPLACEMENT_CHARACTER
}

/// A text without hidden characters: they are written out, white space is one blank.
pub(in crate::load) fn written_out(text: &str) -> String {
    if !text.contains(|c: char| c.is_control() || turns(c)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' => out.push(' '),
            c if hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}
