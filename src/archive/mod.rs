//! Frozen releases: their manifest, the list of them, and whether their files are still what they were.

mod manifest;
mod verify;

pub use manifest::{FORMAT, File, Manifest};
pub use verify::{Fault, verify};

use std::path::{Path, PathBuf};

use crate::source::{Fatal, read_bytes};

/// The name of the manifest in a release's folder.
pub const MANIFEST: &str = "manifest.json";

/// The name of the file of hashes that `sha256sum -c` reads.
pub const SUMS: &str = "SHA256SUMS";

/// A frozen release.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
    /// What is no longer as it was frozen; empty for a release that is whole.
    pub faults: Vec<Fault>,
}

/// A frozen release of which only the manifest was read.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
}

impl Shelved {
    /// The bytes of its snapshot, if it has one.
    ///
    /// # Errors
    /// When they are no longer what was frozen.
    pub fn snapshot(&self) -> Result<Option<Vec<u8>>, Fault> {
        self.manifest.files.iter().find(|f| f.role == "snapshot").map(|file| verify::whole(&self.folder, file)).transpose()
    }
}

/// All frozen releases below a folder, newest first by version. Each one's files are hashed again.
///
/// # Errors
/// When the folder or a manifest cannot be read.
pub fn releases(root: &Path, folder: &str) -> Result<Vec<Release>, Fatal> {
    names(root, folder)?.iter().map(|name| open(&root.join(folder).join(name), &format!("{folder}/{name}"))).collect()
}

/// All frozen releases below a folder by their manifests alone, newest first by version, and why the others cannot be read.
///
/// # Errors
/// When the folder cannot be read.
pub fn shelf(root: &Path, folder: &str) -> Result<(Vec<Shelved>, Vec<Fatal>), Fatal> {
    let (mut shelf, mut broken) = (Vec::new(), Vec::new());
    for name in names(root, folder)? {
        let base = root.join(folder).join(&name);
        match manifest_of(&base, &format!("{folder}/{name}")) {
            Ok(manifest) => shelf.push(Shelved { folder: base, manifest }),
            Err(fatal) => broken.push(fatal),
        }
    }
    Ok((shelf, broken))
}

/// The folders with a manifest below a folder, newest first by version.
fn names(root: &Path, folder: &str) -> Result<Vec<String>, Fatal> {
    let base = root.join(folder);
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    #[expect(clippy::disallowed_methods, reason = "only folder names are taken, and sorted below")]
    let entries = std::fs::read_dir(&base).map_err(|e| Fatal::new(folder, format!("cannot list the folder: {e}")))?;
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| Fatal::new(folder, format!("cannot list the folder: {e}")))?;
        if let Some(name) = entry.file_name().to_str()
            && !name.starts_with('.')
            && entry.path().join(MANIFEST).is_file()
        {
            names.push(name.to_owned());
        }
    }
    names.sort_by(|a, b| compare(b, a));
    Ok(names)
}

fn manifest_of(folder: &Path, shown: &str) -> Result<Manifest, Fatal> {
    let bytes = read_bytes(folder, MANIFEST).map_err(|e| Fatal::new(format!("{shown}/{MANIFEST}"), e.message))?;
    Manifest::parse(&bytes).map_err(|e| Fatal::new(format!("{shown}/{MANIFEST}"), e))
}

/// One frozen release.
///
/// # Errors
/// When its manifest cannot be read.
pub fn open(folder: &Path, shown: &str) -> Result<Release, Fatal> {
    let manifest = manifest_of(folder, shown)?;
    let mut faults = verify(folder, &manifest)?;
    if let Some(name) = folder.file_name().and_then(|n| n.to_str()).filter(|n| *n != manifest.version) {
        faults.push(Fault::Renamed(name.to_owned()));
    }
    Ok(Release { folder: folder.to_owned(), manifest, faults })
}

/// Versions by their numbers: 1.10 after 1.9, 1.2.0-rc1 before 1.2.0.
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    let split = |v: &str| {
        let (core, pre) = v.split_once('-').map_or((v, None), |(core, pre)| (core, Some(runs(pre))));
        (runs(core), pre.is_none(), pre)
    };
    split(a).cmp(&split(b)).then_with(|| a.cmp(b))
}

/// A version cut into numbers and what stands between them: `rc10` is `rc`, 10.
fn runs(version: &str) -> Vec<(u64, String)> {
    let mut runs = Vec::new();
    let mut rest = version;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_ascii_digit() != first.is_ascii_digit()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push(run.parse().map_or_else(|_| (0, run.to_owned()), |number| (number, String::new())));
        rest = after;
    }
    runs
}
