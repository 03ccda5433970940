//! Evidence files: which files the settings name, their hashes, and the test reports among them.

use std::collections::BTreeMap;
use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};
use sha2::{Digest, Sha256};

use super::codes::{EVIDENCE_MISSING, EVIDENCE_UNREADABLE, REPORT_STATED_TWICE};
use super::extra::Extra;
use super::{advisories, coverage, reports, sbom};
use crate::config::{At, Config, Report as Stated};
use crate::diag::Diagnostic;
use crate::model::{Evidence, ReportFile};
use crate::source::{Fatal, Sources, Span, read_bytes, walk};

/// Reads all evidence that the settings name.
///
/// # Errors
/// When a folder cannot be listed.
pub(super) fn read(root: &Path, config: &Config, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Result<Evidence, Fatal> {
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut files: BTreeMap<String, (&'static str, Stated)> = BTreeMap::new();
    let mut said: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    // What is said about single reports comes last: it wins over the plain list.
    let plain = Stated::default();
    let groups = [("sbom", &config.evidence.sbom, &plain), ("junit", &config.evidence.junit, &plain)]
        .into_iter()
        .map(|(role, globs, stated)| (role, globs, stated, None))
        .chain(config.evidence.reports.iter().enumerate().map(|(i, r)| ("junit", &r.files, r, Some(i))));
    for (role, globs, stated, entry) in groups {
        for glob in globs {
            let Some(matcher) = matcher(&glob.value) else {
                out.push(Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` is no pattern of files", glob.value)));
                continue;
            };
            let found = matching(root, glob, &matcher, &mut folders)?;
            if found.is_empty() {
                out.push(Diagnostic::new(&EVIDENCE_MISSING, glob.span, format!("`{}` matches no file", glob.value)));
            }
            if let Some(entry) = entry {
                twice(entry, glob, &found, &mut said, out);
            }
            for path in found {
                files.insert(path, (role, stated.clone()));
            }
        }
    }
    let mut evidence = Evidence::default();
    for (path, (role, stated)) in files {
        if role == "junit" {
            match reports::read(root, &path, stated, &config.evidence, sources, out) {
                Ok((file, report)) => {
                    evidence.files.push(file);
                    evidence.reports.extend(report);
                }
                Err(error) => out.push(Diagnostic::global(&EVIDENCE_UNREADABLE, error.to_string())),
            }
            continue;
        }
        match read_bytes(root, &path) {
            Ok(bytes) => {
                let sha256 = hex(&Sha256::digest(&bytes));
                evidence.files.push(ReportFile { path: path.clone(), role, sha256, size: bytes.len() as u64 });
                match sbom::file(&path, bytes, sources) {
                    Ok(sbom) => evidence.sboms.push(sbom),
                    Err(finding) => out.push(*finding),
                }
            }
            Err(error) => out.push(Diagnostic::global(&EVIDENCE_UNREADABLE, error.to_string())),
        }
    }
    let mut extra = Extra::new(root, folders, &evidence);
    coverage::read(&config.evidence.coverage, &mut extra, sources, &mut evidence, out)?;
    advisories::read(&config.evidence.advisories, &mut extra, sources, &mut evidence, out)?;
    evidence.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(evidence)
}

/// Reports the files of a pattern about which another `[[evidence.report]]` says something already: one finding for each
/// pattern that says it.
fn twice(entry: usize, glob: &At<String>, found: &[String], said: &mut BTreeMap<String, (usize, Span)>, out: &mut Vec<Diagnostic>) {
    let mut earlier: BTreeMap<Span, Vec<&str>> = BTreeMap::new();
    for path in found {
        let before = said.insert(path.clone(), (entry, glob.span));
        if let Some((_, span)) = before.filter(|(other, _)| *other != entry) {
            earlier.entry(span).or_default().push(path);
        }
    }
    for (span, paths) in earlier {
        let others = if paths.len() > 1 { format!(" and {} others", paths.len() - 1) } else { String::new() };
        let words = format!("`{}`{others}: an earlier `[[evidence.report]]` is about this report, and no longer counts", paths[0]);
        out.push(Diagnostic::new(&REPORT_STATED_TWICE, glob.span, words).related(span, "the earlier one"));
    }
}

/// Files that a glob matches, sorted. Only the folder before its first wildcard is listed.
pub(super) fn matching(root: &Path, glob: &At<String>, matcher: &GlobMatcher, folders: &mut BTreeMap<String, Vec<String>>) -> Result<Vec<String>, Fatal> {
    let fixed = glob.value.split('/').take_while(|p| !p.contains(['*', '?', '[', '{'])).collect::<Vec<_>>();
    let all = fixed.len() == glob.value.split('/').count();
    let folder = fixed[..fixed.len() - usize::from(all)].join("/");
    if !root.join(&folder).is_dir() {
        return Ok(Vec::new());
    }
    if !folders.contains_key(&folder) {
        folders.insert(folder.clone(), walk(root, &folder)?);
    }
    Ok(folders[&folder].iter().filter(|p| matcher.is_match(p.as_str())).cloned().collect())
}

/// What tells whether a path fits a pattern.
pub(super) fn matcher(glob: &str) -> Option<GlobMatcher> {
    Some(GlobBuilder::new(glob).literal_separator(true).build().ok()?.compile_matcher())
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
