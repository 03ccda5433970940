//! The journal of an edit: which files it changes, from what to what. While it is there, the edit can be taken back; by another
//! name, the edit is done and what it kept hidden can go.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::change::{Change, inside, place, refused, same_file};
use crate::source::{Fatal, read_bytes, sha256};
use crate::store::Disk;

/// The journal of an edit that can be taken back.
pub(super) const NAME: &str = ".techfile-edit";

/// The journal of an edit that is done.
const DONE: &str = ".techfile-edit.done";

/// A journal under writing.
const DRAFT: &str = ".techfile-edit.new";

/// What [`Journal::format`] says.
const FORMAT: &str = "techfile edit 1";

/// What an edit changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    format: String,
    /// The command: `techfile rename`.
    pub(super) run: String,
    /// The process: hidden files have its number.
    pub(super) process: u32,
    /// The files, in the order in which they change.
    pub(super) files: Vec<Entry>,
}

/// One file. Contents are named by their SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Where it lay.
    pub(super) path: String,
    /// Where it is to lie.
    pub(super) to: String,
    /// What stood in it; none where there was no file.
    pub(super) before: Option<String>,
    /// What the edit writes into it, one after the other.
    pub(super) after: Vec<String>,
    /// Folders that are made for it, outermost first.
    pub(super) folders: Vec<String>,
}

/// The hidden files beside a file.
#[derive(Debug)]
pub(super) struct Hidden {
    /// The new text, until it takes its place.
    pub(super) new: PathBuf,
    /// What stood in the file.
    pub(super) old: PathBuf,
}

impl Journal {
    pub(super) fn new(run: &str) -> Self {
        Self { format: FORMAT.to_owned(), run: run.to_owned(), process: std::process::id(), files: Vec::new() }
    }
}

impl Entry {
    pub(super) fn of(root: &Path, change: &Change) -> Self {
        let parents = change.to.match_indices('/').map(|(at, _)| change.to[..at].to_owned());
        Self {
            path: change.path.clone(),
            to: change.to.clone(),
            before: change.before.as_ref().map(sha256),
            after: vec![sha256(&change.after)],
            folders: parents.filter(|folder| root.join(folder).symlink_metadata().is_err()).collect(),
        }
    }

    pub(super) fn hidden(&self, root: &Path, process: u32) -> Hidden {
        let beside = |file: PathBuf, what: &str| {
            let name = file.file_name().and_then(|n| n.to_str()).unwrap_or("file").to_owned();
            file.with_file_name(format!(".{name}.{process}.techfile-{what}"))
        };
        // A file that moves keeps what it is at its old place, be it a link; else what changes is the file behind it.
        let moves = self.path != self.to && !same_file(root, &self.path, &self.to);
        let old = if moves { root.join(&self.path) } else { place(root, &self.path) };
        Hidden { new: beside(if moves { root.join(&self.to) } else { place(root, &self.to) }, "new"), old: beside(old, "old") }
    }

    /// The folders in which names change.
    pub(super) fn folders_of(&self, root: &Path) -> Vec<PathBuf> {
        let parents = [&self.path, &self.to].map(|p| place(root, p).parent().map(Path::to_owned));
        let above = self.folders.iter().filter_map(|f| root.join(f).parent().map(Path::to_owned));
        parents.into_iter().flatten().chain(above).filter(|f| f.is_dir()).collect()
    }
}

/// Whether there is any journal.
pub(super) fn is_there(root: &Path) -> bool {
    [NAME, DONE, DRAFT].iter().any(|name| root.join(name).symlink_metadata().is_ok())
}

/// The journal of an edit that can be taken back.
///
/// # Errors
/// When it cannot be read, or is not one that this program writes.
pub(super) fn open(root: &Path) -> Result<Option<Journal>, Fatal> {
    read(root, NAME)
}

fn read(root: &Path, name: &str) -> Result<Option<Journal>, Fatal> {
    match root.join(name).symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        _ => {}
    }
    let foreign = |fault: String| Fatal::new(name, format!("not a journal of an edit by techfile: {fault}")).help("move the file out of the project");
    let journal: Journal = serde_json::from_slice(&read_bytes(root, name)?).map_err(|e| foreign(e.to_string()))?;
    if journal.format != FORMAT {
        return Err(foreign(format!("its format is `{}`", journal.format)));
    }
    // It is a file like any other of the project: it must lead nowhere else.
    journal.files.iter().flat_map(|e| [&e.path, &e.to].into_iter().chain(&e.folders)).try_for_each(|path| inside(root, path))?;
    Ok(Some(journal))
}

/// Writes the journal, in place of an earlier one of the same edit.
pub(super) fn write(disk: &Disk, root: &Path, journal: &Journal) -> Result<(), Fatal> {
    let draft = root.join(DRAFT);
    let mut bytes = serde_json::to_vec_pretty(journal).map_err(|e| Fatal::new(NAME, e))?;
    bytes.push(b'\n');
    let written = disk.put(&draft, &bytes).and_then(|()| disk.sync(&draft)).and_then(|()| disk.rename(&draft, &root.join(NAME)));
    written.and_then(|()| disk.sync(root)).map_err(|e| {
        // What is left of it goes with the next edit.
        let _ = disk.remove_file(&draft);
        refused(NAME, &e)
    })
}

/// Says that the edit is done: it is not taken back any more.
pub(super) fn close(disk: &Disk, root: &Path, journal: &Journal) -> Result<(), Fatal> {
    if journal.files.is_empty() {
        return Ok(());
    }
    disk.rename(&root.join(NAME), &root.join(DONE)).map_err(|e| refused(NAME, &e))?;
    // It is done, whatever a disk says of this.
    let _ = disk.sync(root);
    Ok(())
}

/// Removes the journal of an edit that was taken back.
pub(super) fn remove(disk: &Disk, root: &Path) -> Result<(), Fatal> {
    gone(disk, &root.join(NAME))?;
    disk.sync(root).map_err(|e| refused(NAME, &e))
}

/// Removes what an edit that is done kept hidden, and a journal that was never finished.
pub(super) fn tidy(disk: &Disk, root: &Path) -> Result<(), Fatal> {
    if let Some(journal) = read(root, DONE)? {
        clear(disk, root, &journal)?;
        gone(disk, &root.join(DONE))?;
    }
    gone(disk, &root.join(DRAFT))
}

/// Removes the hidden files of an edit.
pub(super) fn clear(disk: &Disk, root: &Path, journal: &Journal) -> Result<(), Fatal> {
    for entry in &journal.files {
        let hidden = entry.hidden(root, journal.process);
        gone(disk, &hidden.new)?;
        gone(disk, &hidden.old)?;
    }
    Ok(())
}

fn gone(disk: &Disk, file: &Path) -> Result<(), Fatal> {
    if file.symlink_metadata().is_err() {
        return Ok(());
    }
    disk.remove_file(file).map_err(|e| Fatal::new(file.display(), format!("cannot remove the file: {e}")))
}
