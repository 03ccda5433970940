//! A tree under writing: staged beside its place, not found until it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::Disk;
use crate::source::{Fatal, Hashed, sha256};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A tree under writing. Threads share it.
#[derive(Debug)]
pub struct Sink {
    disk: Disk,
    /// Where the tree will lie: what messages name.
    target: PathBuf,
    stage: PathBuf,
    /// The tree that this one replaces, and the files in it: one with the same bytes becomes a link to it.
    old: Option<(PathBuf, Vec<String>)>,
    /// By path in lower case: two names that differ by case only would be one file on some systems.
    files: Mutex<BTreeMap<String, (String, Written)>>,
    /// Folders that were made. Held while a file is made, too: the system makes one at a time in a folder, and threads
    /// that wait for it there burn their time.
    folders: Mutex<BTreeSet<PathBuf>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sink {
    /// A tree that will lie at `target`, under writing in the empty folder `stage`.
    pub(super) fn new(disk: &Disk, target: &Path, stage: PathBuf, old: Option<(PathBuf, Vec<String>)>) -> Self {
        Self { disk: disk.clone(), target: target.to_owned(), stage, old, files: Mutex::default(), folders: Mutex::default() }
    }

    pub(super) fn stage(&self) -> &Path {
        &self.stage
    }

    fn fault(&self, path: &str, error: &io::Error) -> Fatal {
        Fatal::new(self.target.join(path).display(), format!("cannot write the file: {error}"))
    }

    /// Writes a file. One that the old tree holds with the same bytes becomes a link to it.
    ///
    /// # Errors
    /// When the path was written before, leads out of the folder, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Fatal> {
        let full = self.claim(path, Written { sha256: sha256(bytes), size: bytes.len() as u64 })?;
        if let Some(old) = self.old.as_ref().map(|(old, _)| old.join(path)).filter(|old| is_same(old, bytes))
            && self.disk.link(&old, &full).is_ok()
        {
            return Ok(());
        }
        let made = {
            let _one = locked(&self.folders);
            self.disk.create(&full)
        };
        made.and_then(|mut file| self.disk.write(&mut file, &full, bytes)).map_err(|e| self.fault(path, &e))
    }

    /// Copies a file of the project, of any size, that has this SHA-256.
    ///
    /// # Errors
    /// As [`Sink::put`]; also when the file is no longer what it was when it was read.
    pub fn copy(&self, path: &str, root: &Path, from: &str, sha256: &str) -> Result<(), Fatal> {
        let mut read = Hashed::open(root, from)?;
        let full = self.claim(path, Written { sha256: sha256.to_owned(), size: 0 })?;
        self.disk.fill(&full, &mut read.by_ref()).map_err(|e| self.fault(path, &e))?;
        let (found, size) = read.finish().map_err(|e| Fatal::new(from, format!("cannot read the file: {e}")))?;
        if found != sha256 {
            return Err(Fatal::new(from, "the file changed while the output was written").help("run the command again"));
        }
        if let Some((_, written)) = locked(&self.files).get_mut(&path.to_lowercase()) {
            written.size = size;
        }
        Ok(())
    }

    /// Takes in a file from elsewhere as a link, or as a copy where the disk has no links.
    ///
    /// # Errors
    /// As [`Sink::put`].
    pub fn link(&self, path: &str, from: &Path, written: Written) -> Result<(), Fatal> {
        let full = self.claim(path, written)?;
        if self.disk.link(from, &full).is_ok() {
            return Ok(());
        }
        // Never onto a file that exists: it may be the other file, under this name.
        let copied = fs::File::open(from).and_then(|mut read| self.disk.fill(&full, &mut read));
        copied.map_err(|e| self.fault(path, &e))
    }

    /// Keeps a part of the old tree as it is: for a build that writes only some outputs.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&self, part: &str) -> Result<(), Fatal> {
        let Some((old, files)) = &self.old else { return Ok(()) };
        let prefix = format!("{part}/");
        for path in files.iter().filter(|path| path.starts_with(&prefix)) {
            // One that somebody removed stays removed.
            if let Ok(what) = fs::symlink_metadata(old.join(path)) {
                self.link(path, &old.join(path), Written { sha256: String::new(), size: what.len() })?;
            }
        }
        Ok(())
    }

    fn claim(&self, path: &str, written: Written) -> Result<PathBuf, Fatal> {
        let inside = crate::source::join_inside("", path).filter(|p| p == path && !p.is_empty());
        if inside.is_none() {
            return Err(Fatal::new(path, "the path leads out of the output folder"));
        }
        if let Some((other, _)) = locked(&self.files).insert(path.to_lowercase(), (path.to_owned(), written)) {
            return Err(Fatal::new(path, format!("two pages would have this name (also `{other}`)")).help("rename one of the two sources"));
        }
        let full = self.stage.join(path);
        if let Some(folder) = full.parent() {
            let mut folders = locked(&self.folders);
            if !folders.contains(folder) {
                self.disk.create_folders(folder).map_err(|e| self.fault(path, &e))?;
                folders.insert(folder.to_owned());
            }
        }
        Ok(full)
    }

    /// Everything that was written, sorted by path.
    pub fn written(&self) -> BTreeMap<String, Written> {
        locked(&self.files).values().cloned().collect()
    }

    /// Takes the right to write from every file: the site of a release is linked into later outputs, and a slip of the
    /// hand there would change what was frozen.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn seal(&self) -> Result<(), Fatal> {
        for path in self.written().keys() {
            let full = self.stage.join(path);
            let rights = fs::metadata(&full).and_then(|m| {
                let mut rights = m.permissions();
                rights.set_readonly(true);
                self.disk.set_rights(&full, rights)
            });
            rights.map_err(|e| self.fault(path, &e))?;
        }
        Ok(())
    }

    /// Makes every file and every folder reach the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&self) -> Result<(), Fatal> {
        let files: Vec<String> = self.written().into_keys().collect();
        files.par_iter().try_for_each(|path| self.disk.sync(&self.stage.join(path)).map_err(|e| self.fault(path, &e)))?;
        let mut folders: BTreeSet<PathBuf> = BTreeSet::from([self.stage.clone()]);
        for path in &files {
            folders.extend(self.stage.join(path).ancestors().skip(1).take_while(|f| f.starts_with(&self.stage)).map(Path::to_owned));
        }
        folders.iter().rev().try_for_each(|folder| self.disk.sync(folder).map_err(|e| self.fault("", &e)))
    }
}

fn is_same(old: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64) && fs::read(old).is_ok_and(|b| b == bytes)
}
