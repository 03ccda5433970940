//! Whether a release is still what was frozen.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::fault::Fault;
use super::{File, MANIFEST, Manifest, SUMS};
use crate::source::sha256;

/// The bytes of a file of a release, if they are what was frozen.
///
/// # Errors
/// When the file is missing, is no ordinary file, cannot be read, or has other bytes.
pub(super) fn whole(folder: &Path, file: &File) -> Result<Vec<u8>, Fault> {
    let bytes = bytes(folder, &file.path)?;
    if sha256(&bytes) == file.sha256 && bytes.len() as u64 == file.size { Ok(bytes) } else { Err(Fault::Changed(file.path.clone())) }
}

/// The bytes of an ordinary file. A link is none: what it leads to was not frozen.
pub(super) fn bytes(folder: &Path, path: &str) -> Result<Vec<u8>, Fault> {
    let full = folder.join(path);
    let unreadable = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::Missing(path.to_owned()),
        _ => Fault::Unreadable(path.to_owned(), e.to_string()),
    };
    if !full.symlink_metadata().map_err(unreadable)?.is_file() {
        return Err(Fault::Changed(path.to_owned()));
    }
    fs::read(&full).map_err(unreadable)
}

/// Hashes every file of a release again and compares with its manifest; finds whatever else lies in its folder.
pub(super) fn faults(folder: &Path, manifest: &Manifest, manifest_bytes: &[u8]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = manifest.files.par_iter().filter_map(|file| whole(folder, file).err()).collect();
    // The sums stand beside the manifest for other tools: they have to say the same.
    match bytes(folder, SUMS) {
        Ok(sums) if sums == manifest.sums(manifest_bytes).into_bytes() => {}
        Ok(_) => faults.push(Fault::Changed(SUMS.to_owned())),
        Err(fault) => faults.push(fault),
    }
    let files: BTreeSet<&str> = manifest.files.iter().map(|f| f.path.as_str()).chain([MANIFEST, SUMS]).collect();
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for file in &manifest.files {
        folders.extend(file.path.match_indices('/').map(|(at, _)| &file.path[..at]));
    }
    added(folder, "", &files, &folders, &mut faults);
    faults.sort();
    faults
}

/// Everything below a folder that is neither one of the files nor one of the folders, hidden or not.
fn added(root: &Path, inner: &str, files: &BTreeSet<&str>, folders: &BTreeSet<&str>, faults: &mut Vec<Fault>) {
    #[expect(clippy::disallowed_methods, reason = "the faults are sorted by the caller")]
    let entries = match fs::read_dir(root.join(inner)) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(Fault::Unreadable(format!("{inner}/"), error.to_string()));
            return;
        }
    };
    for entry in entries {
        let Ok(entry) = entry else {
            faults.push(Fault::Unreadable(format!("{inner}/"), "the folder cannot be listed to its end".to_owned()));
            return;
        };
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = if inner.is_empty() { name.into_owned() } else { format!("{inner}/{name}") };
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if is_folder && folders.contains(path.as_str()) {
            added(root, &path, files, folders, faults);
        } else if is_folder {
            faults.push(Fault::Added(format!("{path}/")));
        } else if !files.contains(path.as_str()) {
            faults.push(Fault::Added(path));
        }
    }
}
