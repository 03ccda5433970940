//! The marker of an output folder: by it the folder is known as ours, and which files in it are.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Disk;

/// The name of the marker in a folder.
pub const MARKER: &str = ".techfile";

/// The name of the next marker, until it takes the place of the one before.
const NEXT: &str = ".techfile.next";

/// What systems put into folders that were looked at: nobody's work.
const DROPPINGS: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// What a marker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// For who opens it.
    about: String,
    /// The files that were written, sorted; none as long as the folder is under writing.
    files: Option<BTreeSet<String>>,
}

/// What lies in a folder that is about to be replaced.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that a build wrote, and what systems drop.
    pub(super) ours: Vec<String>,
    /// Folders, each after the folder that it lies in.
    pub(super) folders: Vec<String>,
    /// Anything else: the paths, or what can be said of names that are no text.
    pub(super) foreign: Vec<String>,
}

impl Marker {
    const ABOUT: &str = "Written by techfile. A build replaces the files listed here, and stops at any other file in this folder.";

    /// Of a folder under writing.
    pub(super) fn unfinished() -> Self {
        Self { about: Self::ABOUT.to_owned(), files: None }
    }

    /// Of a folder that is whole.
    pub(super) fn of(files: impl IntoIterator<Item = String>) -> Self {
        Self { files: Some(files.into_iter().collect()), ..Self::unfinished() }
    }

    /// The files that were written, sorted; none as long as the folder is under writing.
    pub(super) fn files(&self) -> Vec<String> {
        self.files.iter().flatten().cloned().collect()
    }

    /// Whether the folder became whole.
    pub(super) fn is_whole(&self) -> bool {
        self.files.is_some()
    }

    /// Reads the marker of a folder; none where there is none of ours.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let path = folder.join(MARKER);
        fs::symlink_metadata(&path).ok().filter(|m| m.is_file())?;
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Writes the marker of a folder, in one step.
    pub(super) fn write(&self, disk: &Disk, folder: &Path) -> io::Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        disk.put(&folder.join(NEXT), &bytes)?;
        disk.rename(&folder.join(NEXT), &folder.join(MARKER))
    }

    /// Tells what a build wrote into a folder from what it did not. Follows no link. Of a folder that never became whole
    /// all is ours: nobody but the run that was interrupted knew of it.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub(super) fn look(&self, folder: &Path) -> io::Result<Found> {
        let mut found = Found::default();
        let mut open = vec![String::new()];
        while let Some(inner) = open.pop() {
            #[expect(clippy::disallowed_methods, reason = "what is found is sorted below")]
            for entry in fs::read_dir(folder.join(&inner))? {
                let entry = entry?;
                let name = entry.file_name();
                let path = |name: &str| if inner.is_empty() { name.to_owned() } else { format!("{inner}/{name}") };
                let Some(name) = name.to_str() else {
                    found.foreign.push(path(&name.to_string_lossy()));
                    continue;
                };
                let path = path(name);
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    open.push(path.clone());
                    found.folders.push(path);
                } else if self.knows(&path, name) && (kind.is_file() || self.files.is_none()) {
                    found.ours.push(path);
                } else {
                    found.foreign.push(path);
                }
            }
        }
        found.foreign.sort();
        Ok(found)
    }

    fn knows(&self, path: &str, name: &str) -> bool {
        let Some(files) = &self.files else { return true };
        path == MARKER || path == NEXT || DROPPINGS.contains(&name) || files.contains(path)
    }
}

/// Removes a folder that a build wrote, and nothing else: what is not ours stays, and the folders around it. `marker` is
/// what the folder's marker says. The marker goes last, so that what a broken run leaves is still known as ours.
pub(super) fn remove(disk: &Disk, folder: &Path, marker: &Marker) -> io::Result<()> {
    let found = marker.look(folder)?;
    for path in found.ours.iter().filter(|p| *p != MARKER) {
        disk.remove_file(&folder.join(path))?;
    }
    if let Some(first) = found.foreign.first() {
        return Err(io::Error::other(format!("`{first}` was not written by techfile")));
    }
    for path in found.folders.iter().rev() {
        disk.remove_folder(&folder.join(path))?;
    }
    if found.ours.iter().any(|p| p == MARKER) {
        disk.remove_file(&folder.join(MARKER))?;
    }
    disk.remove_folder(folder)
}
