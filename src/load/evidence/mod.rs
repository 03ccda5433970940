//! The evidence that the settings name: which files have which role, and what stands in them.

mod advisories;
mod coverage;
pub(in crate::load) mod intake;
mod reports;
pub(in crate::load) mod run_evidence;
mod sbom;
pub(in crate::load) mod xml;

pub use sbom::{SbomFault, mark_own, sbom_doubts, sbom_of};

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::{At, Config, Report as Stated};
use crate::diag::Diagnostic;
use crate::load::codes::{ADVISORIES_UNREAD, EVIDENCE_UNREADABLE, REPORT_COPIED, REPORT_STATED_TWICE};
use crate::model::{BuildDate, Evidence, EvidenceRole};
use crate::source::{Fatal, FileId, Sources, Span};
use intake::Intake;

/// Reads all evidence that the settings name.
///
/// # Errors
/// When a folder cannot be listed.
pub(in crate::load) fn read(root: &Path, config: &Config, as_of: &BuildDate, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Result<Evidence, Fatal> {
    let mut intake = Intake::new(root);
    let mut files: BTreeMap<String, (EvidenceRole, Stated)> = BTreeMap::new();
    let mut said: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    // What is said about single reports comes last: it wins over the plain list.
    let plain = Stated::default();
    let groups = [(EvidenceRole::Sbom, &config.evidence.sbom, &plain), (EvidenceRole::Junit, &config.evidence.junit, &plain)]
        .into_iter()
        .map(|(role, globs, stated)| (role, globs, stated, None))
        .chain(config.evidence.reports.iter().enumerate().map(|(i, r)| (EvidenceRole::Junit, &r.files, r, Some(i))));
    for (role, globs, stated, entry) in groups {
        for glob in globs {
            let found = intake.matched_by(glob, out)?;
            if let Some(entry) = entry {
                twice(entry, glob, &found, &mut said, out);
            }
            for path in found {
                files.insert(path, (role, stated.clone()));
            }
        }
    }
    let mut evidence = Evidence::default();
    let mut telling: Vec<(FileId, String, usize)> = Vec::new();
    for (path, (role, stated)) in files {
        if role == EvidenceRole::Junit {
            match reports::read(root, &path, stated, &config.evidence, as_of, sources, out) {
                Ok((file, report)) => {
                    intake.list(file, &mut evidence);
                    evidence.reports.extend(report);
                }
                Err(error) => out.push(Diagnostic::global(&EVIDENCE_UNREADABLE, error.to_string())),
            }
        } else if let Some(bytes) = intake.bytes(&path, role, &mut evidence, out) {
            match sbom::file(&path, bytes, sources) {
                Ok((mut sbom, file)) => {
                    sbom::mark_own(&mut sbom, config.evidence.own_packages.as_deref());
                    sbom::doubts(&sbom, file, out);
                    telling.push((file, path, sbom.vulnerabilities));
                    evidence.sboms.push(sbom);
                }
                Err(finding) => out.push(*finding),
            }
        }
    }
    copies(&evidence, out);
    coverage::read(&config.evidence.coverage, &mut intake, sources, &mut evidence, out)?;
    advisories::read(&config.evidence.advisories, &mut intake, sources, &mut evidence, out)?;
    for (file, path, count) in telling.into_iter().filter(|(_, path, count)| *count > 0 && evidence.advisory_files.iter().all(|a| a.path != *path)) {
        let words = format!("`{path}` tells of known anomalies ({count}), and `[evidence] advisories` does not name it");
        out.push(Diagnostic::new(&ADVISORIES_UNREAD, Span::new(file, 0, 0), words));
    }
    evidence.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(evidence)
}

/// Reports test reports that are the same file, byte for byte: one run would count as two.
fn copies(evidence: &Evidence, out: &mut Vec<Diagnostic>) {
    let mut same: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in evidence.files.iter().filter(|f| f.role == EvidenceRole::Junit) {
        same.entry(&file.sha256).or_default().push(&file.path);
    }
    let twice = same.into_values().filter(|paths| paths.len() > 1);
    for (path, other) in twice.flat_map(|paths| paths.clone().into_iter().zip(paths.into_iter().cycle().skip(1)).collect::<Vec<_>>()) {
        let words = format!("report `{path}` is the same file as `{other}`, byte for byte: one run counts as two");
        let case = evidence.reports.iter().find(|r| r.path == path).and_then(|r| r.cases.first());
        out.push(match case {
            Some(case) => Diagnostic::new(&REPORT_COPIED, Span::new(case.span.file, 0, 0), words),
            None => Diagnostic::global(&REPORT_COPIED, words),
        });
    }
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
