//! Whether a release is still what was frozen.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::{File, MANIFEST, Manifest, SUMS};
use crate::source::{Fatal, read_bytes, sha256, walk};

/// What is no longer as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A file is gone or cannot be read.
    Missing(String),
    /// A file has other bytes.
    Changed(String),
    /// A file is there that was not frozen.
    Added(String),
    /// The folder has another name than the version that was frozen.
    Renamed(String),
}

impl Fault {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Missing(path) => format!("missing: {path}"),
            Self::Changed(path) => format!("changed: {path}"),
            Self::Added(path) => format!("not in the manifest: {path}"),
            Self::Renamed(name) => format!("the folder is called {name}"),
        }
    }
}

/// The bytes of a file of a release, if they are what was frozen.
///
/// # Errors
/// When the file is missing or has other bytes.
pub(super) fn whole(folder: &Path, file: &File) -> Result<Vec<u8>, Fault> {
    let bytes = read_bytes(folder, &file.path).map_err(|_| Fault::Missing(file.path.clone()))?;
    if sha256(&bytes) == file.sha256 && bytes.len() as u64 == file.size { Ok(bytes) } else { Err(Fault::Changed(file.path.clone())) }
}

/// Hashes every file of a release again and compares with its manifest.
///
/// # Errors
/// When the folder cannot be listed.
pub fn verify(folder: &Path, manifest: &Manifest) -> Result<Vec<Fault>, Fatal> {
    let mut faults: Vec<Fault> = manifest.files.par_iter().filter_map(|file| whole(folder, file).err()).collect();
    let known: BTreeSet<&str> = manifest.files.iter().map(|f| f.path.as_str()).chain([MANIFEST, SUMS]).collect();
    faults.extend(walk(folder, "")?.into_iter().filter(|p| !known.contains(p.as_str())).map(Fault::Added));
    // The sums stand beside the manifest for other tools: they have to say the same.
    if read_bytes(folder, SUMS).ok().as_deref() != Some(manifest.sums().as_bytes()) {
        faults.push(Fault::Changed(SUMS.to_owned()));
    }
    faults.sort();
    Ok(faults)
}
