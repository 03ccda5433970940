//! Freezing: site, PDF, data, snapshot, sources and evidence of one version, hashed, in a folder that is never written again.
//!
//! One run at a time freezes. The release is staged and synced; then the ledger gets its line; then the folder appears, in
//! one step. A run that is interrupted before the ledger leaves nothing that counts; one that is interrupted after it, a
//! release that is whole and not yet in its place: the next run puts it there.

mod ledger;
mod settle;
mod version;

pub use settle::settle;
pub use version::version_fault;

use std::path::{Path, PathBuf};

use crate::archive::{self, Archive, Entry, File, Look, MANIFEST, Manifest, SNAPSHOT, SUMS};
use crate::diag::emit::{Totals, counted};
use crate::render::outputs::{self, OUTPUTS};
use crate::render::{self, GENERATOR, Input, data};
use crate::source::{Fatal, read_bytes, sha256};
use crate::store::{Disk, Fresh, Lock, Sink};

/// What was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The folder.
    pub folder: PathBuf,
    /// How many files it holds, without the manifest and the sums.
    pub files: usize,
    /// What was done besides, what the system did not confirm, and what could not be cleared away, in words.
    pub notes: Vec<String>,
}

/// Freezes a version. `root` is the folder of the project.
///
/// # Errors
/// When there are findings of error level that no waiver accepts, there is no record, the release exists, a file changed since
/// it was read, another run freezes, or the disk refuses; nothing is left behind then.
pub fn freeze(disk: &Disk, input: &Input, root: &Path, version: &str) -> Result<Frozen, Fatal> {
    let totals = Totals::of(input.findings);
    if totals.unwaived.errors > 0 {
        let words = format!("not frozen: {} of error level", counted(totals.unwaived.errors, "finding"));
        return Err(Fatal::new(version, words).help("resolve the errors that `techfile check` shows"));
    }
    if input.project.records.is_empty() {
        return Err(Fatal::new(version, "not frozen: the project has no record").help("write the records first; `techfile new` makes one"));
    }
    if !cfg!(feature = "pdf") {
        return Err(Fatal::new(version, "not frozen: this program was built without the feature `pdf`, a release holds the PDF"));
    }
    let dir = &input.project.config.release.dir;
    let base = root.join(dir);
    disk.create_folders(&base).map_err(|e| Fatal::new(dir, format!("cannot create the folder of releases: {e}")))?;
    let _lock = Lock::take(disk, &base, &format!("techfile release {version}"))?;
    refuse_again(&archive::open_locked(root, dir, Look::Manifests)?, version)?;
    let fresh = Fresh::open(disk, &base.join(version))?;
    fill(fresh.sink(), input, root, version)?;
    let (manifest, bytes) = manifest(fresh.sink(), input, version, &totals);
    fresh.sink().put(MANIFEST, &bytes)?;
    fresh.sink().put(SUMS, manifest.sums(&bytes).as_bytes())?;
    fresh.sink().seal()?;
    fresh.sink().sync()?;
    let entry = Entry { version: version.to_owned(), date: manifest.as_of.clone(), manifest: sha256(&bytes) };
    let draft = fresh.beside("ledger");
    let before = ledger::add(disk, &base, &draft, &entry)?;
    let notes = fresh.commit(|| ledger::restore(disk, &base, &draft, before.as_deref()))?;
    Ok(Frozen { folder: base.join(version), files: manifest.files.len(), notes })
}

/// Refuses a version that was frozen before, and to add to what is damaged.
fn refuse_again(archive: &Archive, version: &str) -> Result<(), Fatal> {
    // A folder whose name differs by case only still holds this version.
    if let Some(other) = archive.releases.iter().find(|r| r.version.eq_ignore_ascii_case(version)) {
        return Err(Fatal::new(version, format!("not frozen: it was frozen before, in {}", other.folder.display()))
            .help("a release is never written again: choose the next version"));
    }
    match archive.damage().next() {
        None => Ok(()),
        Some((release, fault)) => {
            let of = release.map_or_else(String::new, |r| format!("release {}: ", r.version));
            Err(Fatal::new(version, format!("not frozen: {of}{}", fault.words())).help("`techfile verify` shows what is no longer as it was frozen"))
        }
    }
}

/// Writes everything that a release holds but its manifest. Sources are written from the bytes that were read; a file that
/// changed since stops the release.
fn fill(sink: &Sink, input: &Input, root: &Path, version: &str) -> Result<(), Fatal> {
    let project = input.project;
    render::write(&Input { freezing: Some(version), ..*input }, root, &outputs::all(), sink)?;
    for (_, source) in project.sources.iter().filter(|(_, s)| !project.evidence.files.iter().any(|f| f.path == s.path)) {
        source_file(sink, root, &source.path, source.text.as_bytes())?;
    }
    for (path, bytes) in &input.theme.own {
        source_file(sink, root, path, bytes)?;
    }
    for asset in &project.assets {
        source_file(sink, root, &asset.path, &asset.bytes)?;
    }
    for file in &project.evidence.files {
        sink.copy(&format!("evidence/{}", file.path), root, &file.path, &file.sha256)?;
    }
    Ok(())
}

/// Writes a source from the bytes that were read. Refuses a file that is no longer what was read: whoever changed it would
/// believe that the release holds it.
fn source_file(sink: &Sink, root: &Path, path: &str, bytes: &[u8]) -> Result<(), Fatal> {
    if read_bytes(root, path)? != bytes {
        return Err(Fatal::new(path, "the file changed while the release was made").help("nothing was frozen: run the command again"));
    }
    sink.put(&format!("source/{path}"), bytes)
}

fn manifest(sink: &Sink, input: &Input, version: &str, totals: &Totals) -> (Manifest, Vec<u8>) {
    let file = |(path, written): (String, crate::store::Written)| File { role: role(&path).to_owned(), path, size: written.size, sha256: written.sha256 };
    let manifest = Manifest {
        format: archive::FORMAT,
        version: version.to_owned(),
        title: input.project.config.title.clone(),
        as_of: input.project.as_of.to_string(),
        generator: GENERATOR.to_owned(),
        findings: [totals.unwaived.errors, totals.unwaived.warnings, totals.unwaived.notes],
        waived: totals.waived.sum(),
        files: sink.written().into_iter().map(file).collect(),
    };
    let bytes = manifest.to_bytes();
    (manifest, bytes)
}

/// What a file of a release is, by where it lies.
fn role(path: &str) -> &'static str {
    match path.split_once('/') {
        Some((data::FOLDER, data::SNAPSHOT)) => SNAPSHOT,
        Some(("evidence", _)) => "evidence",
        Some((folder, _)) => OUTPUTS.iter().find(|o| o.folder == folder).map_or("source", |o| o.name),
        None => "source",
    }
}
