//! The one way to the user's own files: all changes are made or none, and nothing is overwritten that was not read.
//!
//! A journal in the project says, before anything changes, which files an [`Edit`] changes. Each new text is written to a
//! hidden file beside its place; what stood there keeps a hidden name until the edit is [kept](Edit::keep). As long as the
//! journal is there, everything can be taken back: by the edit itself, or by the next one where the program was killed
//! ([`recover`]). What somebody changed meanwhile stops that, and is left alone.

mod change;
mod journal;
mod undo;

pub use change::Change;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::source::{Fatal, sha256};
use crate::store::{Disk, Lock};
use journal::{Entry, Journal};

/// Changes of files of one project, of which all or none are made. Dropped, it takes back what it did.
#[derive(Debug)]
pub struct Edit {
    disk: Disk,
    root: PathBuf,
    journal: Journal,
    /// Keeps other edits out.
    _lock: Lock,
}

impl Edit {
    /// Begins an edit of the project in a folder. `run` says what for: `techfile rename`.
    ///
    /// # Errors
    /// When another run edits the project, or one was interrupted.
    pub fn begin(disk: &Disk, root: &Path, run: &str) -> Result<Self, Fatal> {
        let lock = Lock::of_edits(disk, root, run)?;
        if let Some(left) = journal::open(root)? {
            return Err(interrupted_words(&left));
        }
        journal::tidy(disk, root)?;
        Ok(Self { disk: disk.clone(), root: root.to_owned(), journal: Journal::new(run), _lock: lock })
    }

    /// Makes changes, after those that this edit has made.
    ///
    /// # Errors
    /// When a file is not what was read, something lies where a new file should, or the disk refuses. Everything that this
    /// edit did is taken back then; where even that fails, the error says so.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), Fatal> {
        let Err(fatal) = self.make(changes) else { return Ok(()) };
        let said = match self.take_back() {
            Ok(()) => "nothing was changed".to_owned(),
            Err(left) => format!("not all of it could be taken back: {left}{}", left.help.as_ref().map(|h| format!(" ({h})")).unwrap_or_default()),
        };
        Err(Fatal { help: Some(fatal.help.map_or_else(|| said.clone(), |help| format!("{said}; {help}"))), ..fatal })
    }

    /// Ends the edit: what it changed stays.
    ///
    /// # Errors
    /// When the disk refuses; everything is taken back then, as by [`Edit::apply`].
    pub fn keep(mut self) -> Result<(), Fatal> {
        match journal::close(&self.disk, &self.root, &self.journal) {
            Ok(()) => {
                self.journal.files.clear();
                // From here on nothing is taken back. What stays hidden is removed by the next edit.
                let _ = journal::tidy(&self.disk, &self.root);
                Ok(())
            }
            Err(fatal) => {
                let back =
                    self.take_back().map_or_else(|left| format!("not all of it could be taken back: {left}"), |()| "nothing was changed".to_owned());
                Err(fatal.help(back))
            }
        }
    }

    /// Takes everything back.
    ///
    /// # Errors
    /// When a file was changed meanwhile, or the disk refuses; the next edit tries again.
    pub fn undo(mut self) -> Result<(), Fatal> {
        self.take_back()
    }

    fn take_back(&mut self) -> Result<(), Fatal> {
        let journal = std::mem::replace(&mut self.journal, Journal::new(""));
        if journal.files.is_empty() { Ok(()) } else { undo::take_back(&self.disk, &self.root, &journal) }
    }

    fn make(&mut self, changes: &[Change]) -> Result<(), Fatal> {
        changes.iter().try_for_each(|c| c.may_be_made(&self.root))?;
        let known = self.journal.files.len();
        let mut next = self.journal.clone();
        for change in changes {
            // What this edit wrote before may be written again; what stood there at first is kept already.
            let again = next.files[..known].iter().position(|e| e.to == change.path && change.to == change.path);
            match again {
                Some(index) => next.files[index].after.push(sha256(&change.after)),
                None if next.files.iter().any(|e| [&e.path, &e.to].iter().any(|p| **p == change.path || **p == change.to)) => {
                    return Err(Fatal::new(&change.path, "two changes of one file cannot be made in one step"));
                }
                None => next.files.push(Entry::of(&self.root, change)),
            }
        }
        self.journal = next;
        journal::write(&self.disk, &self.root, &self.journal)?;
        let entries: Vec<(&Change, &Entry)> = changes.iter().filter_map(|c| self.journal.files.iter().find(|e| e.to == c.to).map(|e| (c, e))).collect();
        let process = self.journal.process;
        entries.iter().try_for_each(|(change, entry)| change.stage(&self.disk, &self.root, &entry.hidden(&self.root, process)))?;
        let folders: BTreeSet<PathBuf> = entries.iter().flat_map(|(_, entry)| entry.folders_of(&self.root)).collect();
        let sync = || folders.iter().try_for_each(|f| self.disk.sync(f).map_err(|e| change::refused(&f.display().to_string(), &e)));
        sync()?;
        for (change, entry) in &entries {
            change.may_be_made(&self.root)?;
            change.put(&self.disk, &self.root, &entry.hidden(&self.root, process))?;
        }
        sync()
    }
}

impl Drop for Edit {
    fn drop(&mut self) {
        // What is left even so, the next edit takes back.
        let _ = self.take_back();
    }
}

/// Takes back what an edit did that was killed, and says which run it was. Nothing, where none was.
///
/// # Errors
/// When a file is neither what it was before nor what the edit wrote: it is named, and nothing is touched. Also when the
/// journal is not ours, or the disk refuses.
pub fn recover(disk: &Disk, root: &Path) -> Result<Option<String>, Fatal> {
    if !journal::is_there(root) {
        return Ok(None);
    }
    let _lock = Lock::of_edits(disk, root, "techfile")?;
    let left = journal::open(root)?;
    if let Some(journal) = &left {
        undo::take_back(disk, root, journal)?;
    }
    journal::tidy(disk, root)?;
    Ok(left.map(|journal| journal.run))
}

/// Refuses a project in which an edit is under way or was killed: it is neither what it was nor what it was to be.
///
/// # Errors
/// When there is such an edit.
pub(in crate::ops) fn refuse_interrupted(root: &Path) -> Result<(), Fatal> {
    let Some(left) = journal::open(root)? else { return Ok(()) };
    if Lock::is_held_by_edit(root) {
        return Err(
            Fatal::new(root.display(), format!("`{}` is changing files of the project", left.run)).help("wait until it ends, and run the command again")
        );
    }
    Err(interrupted_words(&left))
}

fn interrupted_words(left: &Journal) -> Fatal {
    let words = format!("`{}` was interrupted: some files are as they were before, others as they were to be", left.run);
    Fatal::new(journal::NAME, words).help(format!("run `{}` again: it first takes back what was done by half", left.run))
}
