//! Freezing: site, PDF, data, snapshot, sources and evidence of one version, hashed, in a folder that is never written again.

use std::path::{Path, PathBuf};

use crate::archive::{self, File, MANIFEST, Manifest};
use crate::diag::emit::Totals;
use crate::render::{self, GENERATOR, Input, Only, Sink, data, html};
use crate::source::{Fatal, read_bytes, walk};

/// What was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The folder.
    pub folder: PathBuf,
    /// How many files it holds, without the manifest and the sums.
    pub files: usize,
}

/// What is wrong with a version as the name of a folder.
pub fn version_fault(version: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    if version.is_empty() || version.len() > 64 {
        Some("it is empty or longer than 64 characters")
    } else if !version.chars().all(plain) || !version.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        Some("only ASCII letters, digits, `.`, `-`, `_` and `+` are allowed, a letter or digit first")
    } else if version.contains("..") || version.ends_with('.') {
        Some("it ends with a dot or has two in a row")
    } else if version.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // What is left to object to: names of devices.
        crate::load::id_fault(&version.replace('+', "-"))
    } else {
        None
    }
}

/// Freezes a version. `root` is the folder of the project.
///
/// # Errors
/// When there are findings of error level that no waiver accepts, the release exists, an evidence file changed while it was read, or the disk
/// refuses; nothing is left behind then.
pub fn freeze(input: &Input, root: &Path, version: &str) -> Result<Frozen, Fatal> {
    let totals = Totals::of(input.findings);
    if totals.errors > 0 {
        let words =
            format!("not frozen: {} of error level", if totals.errors == 1 { "1 finding".to_owned() } else { format!("{} findings", totals.errors) });
        return Err(Fatal::new(version, words).help("resolve the errors that `techfile check` shows"));
    }
    if !cfg!(feature = "pdf") {
        return Err(Fatal::new(version, "not frozen: this program was built without the feature `pdf`, a release holds the PDF"));
    }
    let project = input.project;
    // A folder that was renamed, or whose name differs by case only, still holds this version.
    if let Some(other) = input.releases.iter().find(|r| r.manifest.version.eq_ignore_ascii_case(version)) {
        return Err(Fatal::new(version, format!("not frozen: it was frozen before, in {}", other.folder.display()))
            .help("a release is never written again: choose the next version"));
    }
    let folder = root.join(&project.config.release.dir).join(version);
    let sink = Sink::fresh(&folder)?;
    render::write(&Input { freezing: Some(version), ..*input }, root, Only::ALL, &sink)?;
    for (_, source) in project.sources.iter().filter(|(_, s)| !project.evidence.files.iter().any(|f| f.path == s.path)) {
        sink.put(&format!("source/{}", source.path), source.text.as_bytes())?;
    }
    if let Some(theme) = &project.config.theme {
        for path in walk(root, &theme.value)? {
            sink.put(&format!("source/{path}"), &read_bytes(root, &path)?)?;
        }
    }
    for asset in &project.assets {
        sink.put(&format!("source/{asset}"), &read_bytes(root, asset)?)?;
    }
    for file in &project.evidence.files {
        sink.copy(&format!("evidence/{}", file.path), root, &file.path, &file.sha256)?;
    }
    let files: Vec<File> = sink
        .written()
        .into_iter()
        .map(|(path, written)| File { role: role(&path).to_owned(), path, size: written.size, sha256: written.sha256 })
        .collect();
    let manifest = Manifest {
        format: archive::FORMAT,
        version: version.to_owned(),
        title: project.config.title.clone(),
        as_of: project.as_of.to_string(),
        generator: GENERATOR.to_owned(),
        findings: [totals.errors, totals.warnings, totals.notes],
        waived: totals.waived,
        files,
    };
    sink.put(MANIFEST, &manifest.to_bytes())?;
    sink.put(archive::SUMS, manifest.sums().as_bytes())?;
    sink.seal()?;
    sink.commit()?;
    Ok(Frozen { folder, files: manifest.files.len() })
}

/// What a file of a release is, by where it lies.
fn role(path: &str) -> &'static str {
    match path.split_once('/') {
        Some((data::FOLDER, data::SNAPSHOT)) => "snapshot",
        Some((html::FOLDER, _)) => "html",
        Some(("pdf", _)) => "pdf",
        Some((data::FOLDER, _)) => "data",
        Some(("evidence", _)) => "evidence",
        _ => "source",
    }
}
