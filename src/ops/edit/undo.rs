//! Taking an edit back, by its journal and by what the files hold now.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::change::{refused, same_file};
use super::journal::{self, Entry, Hidden, Journal};
use crate::source::{Fatal, read_bytes, sha256};
use crate::store::Disk;

/// How far the change of a file went.
enum State {
    /// Nothing is changed.
    Old,
    /// All is changed.
    New,
    /// The file is at its new place, and still at its old one.
    Both,
}

/// Takes an edit back. First every file is looked at: where one is neither what it was nor what the edit wrote, nothing is
/// touched at all.
pub(super) fn take_back(disk: &Disk, root: &Path, journal: &Journal) -> Result<(), Fatal> {
    let states = journal.files.iter().map(|entry| state(root, entry, journal)).collect::<Result<Vec<State>, Fatal>>()?;
    let folders: BTreeSet<PathBuf> = journal.files.iter().flat_map(|e| e.folders_of(root)).collect();
    for (entry, state) in journal.files.iter().zip(states).rev() {
        back(disk, root, entry, &entry.hidden(root, journal.process), state).map_err(|e| refused(&entry.path, &e))?;
    }
    journal::clear(disk, root, journal)?;
    for folder in journal.files.iter().rev().flat_map(|e| e.folders.iter().rev()) {
        // Only an empty folder goes like this: who put something into it meanwhile keeps it.
        let _ = disk.remove_folder(&root.join(folder));
    }
    let there = folders.iter().filter(|f| f.is_dir());
    there.into_iter().try_for_each(|f| disk.sync(f).map_err(|e| refused(&f.display().to_string(), &e)))?;
    journal::remove(disk, root)
}

fn back(disk: &Disk, root: &Path, entry: &Entry, hidden: &Hidden, state: State) -> io::Result<()> {
    let (path, to) = (root.join(&entry.path), root.join(&entry.to));
    match (state, &entry.before) {
        (State::Old, _) => Ok(()),
        (State::New, None) | (State::Both, _) => disk.remove_file(&to),
        (State::New, Some(_)) if entry.path == entry.to => disk.rename(&hidden.old, &super::change::place(root, &entry.path)),
        (State::New, Some(_)) if same_file(root, &entry.path, &entry.to) => disk.rename(&hidden.old, &to).and_then(|()| disk.rename(&to, &path)),
        (State::New, Some(_)) => disk.place(&hidden.old, &path).and_then(|()| disk.remove_file(&to)),
    }
}

fn state(root: &Path, entry: &Entry, journal: &Journal) -> Result<State, Fatal> {
    let (there, before) = (content(root, &entry.to)?, entry.before.clone());
    let is_new = there.as_ref().is_some_and(|hash| entry.after.contains(hash));
    let hidden = entry.hidden(root, journal.process);
    let odd = |path: &str| {
        let old = hidden.old.strip_prefix(root).unwrap_or(&hidden.old).display().to_string();
        let kept = if hidden.old.symlink_metadata().is_ok() { format!("; what it was before lies in {old}") } else { String::new() };
        let words = format!("the file is neither what it was before `{}` was interrupted nor what that wrote", journal.run);
        let help = format!("nothing was touched{kept}. Restore the file, or remove {} to keep all files as they are", journal::NAME);
        Err(Fatal::new(path, words).help(help))
    };
    let state = if entry.path == entry.to || before.is_none() || same_file(root, &entry.path, &entry.to) {
        if there == before {
            State::Old
        } else if is_new {
            State::New
        } else {
            return odd(&entry.to);
        }
    } else {
        match (content(root, &entry.path)?, there) {
            (old, None) if old == before => State::Old,
            (old, Some(_)) if old == before && is_new => State::Both,
            (None, Some(_)) if is_new => State::New,
            (old, _) if old == before || old.is_none() => return odd(&entry.to),
            _ => return odd(&entry.path),
        }
    };
    match state {
        State::New if before.is_some() => {
            let kept = std::fs::read(&hidden.old).map(sha256).ok();
            if kept == before { Ok(State::New) } else { odd(&entry.to) }
        }
        state => Ok(state),
    }
}

/// The SHA-256 of a file; none where there is no file.
fn content(root: &Path, path: &str) -> Result<Option<String>, Fatal> {
    match root.join(path).symlink_metadata() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        _ => Ok(Some(sha256(read_bytes(root, path)?))),
    }
}
