//! A folder that is made once and never replaced: a release.
//!
//! It is staged in `.<name>.new-1/tree`, beside its place, with the marker around it: the release itself holds none, and
//! is as good as in its place when a run is interrupted just before the last step.

use std::path::{Path, PathBuf};

use super::beside::{self, clear, fresh, split};
use super::marker::{self, Marker};
use super::{Disk, Sink};
use crate::source::Fatal;

/// The part of the stage that becomes the folder.
const TREE: &str = "tree";

/// A folder under writing. The caller holds the lock of the folder that it will lie in. Dropped without
/// [`Fresh::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Fresh {
    disk: Disk,
    target: PathBuf,
    stage: PathBuf,
    sink: Sink,
    done: bool,
}

impl Fresh {
    /// Begins to write a folder that does not exist yet.
    ///
    /// # Errors
    /// When it exists, or nothing can be written beside it.
    pub fn open(disk: &Disk, target: &Path) -> Result<Self, Fatal> {
        if target.symlink_metadata().is_ok() {
            return Err(Fatal::new(target.display(), "the folder exists, and a release is never written again"));
        }
        let refuse = |e: std::io::Error| Fatal::new(target.display(), format!("cannot write here: {e}"));
        let (parent, name) = split(target)?;
        let stage = fresh(&parent, |n| format!(".{name}.new-{n}"), |path| disk.create_folder(path)).map_err(refuse)?;
        let tree = stage.join(TREE);
        let folder = Self { disk: disk.clone(), target: target.to_owned(), sink: Sink::new(disk, target, tree.clone(), None), stage, done: false };
        Marker::unfinished().write(disk, &folder.stage).map_err(refuse)?;
        disk.create_folder(&tree).map_err(refuse)?;
        Ok(folder)
    }

    /// Whether a folder is one that a run is making, or was making when it was interrupted.
    pub fn is_stage(folder: &Path) -> bool {
        Marker::read(folder).is_some_and(|marker| !marker.is_whole())
    }

    /// A file beside the tree that goes with the stage: for what takes its place elsewhere before [`Fresh::commit`].
    pub fn beside(&self, name: &str) -> PathBuf {
        self.stage.join(name)
    }

    /// Where the files go.
    pub fn sink(&self) -> &Sink {
        &self.sink
    }

    /// Gives the folder its name, for good. What the system did not confirm, and what could not be cleared away, is
    /// returned in words. Where the folder gets no name, `undo` takes back what was said of it elsewhere, before the stage
    /// goes; it says whether it could.
    ///
    /// # Errors
    /// When something has the name meanwhile, or the disk refuses; nothing is in the place then.
    pub fn commit(mut self, undo: impl FnOnce() -> Result<(), String>) -> Result<Vec<String>, Fatal> {
        self.done = true;
        finish(&self.disk, &self.stage.join(TREE), &self.target).map_err(|fault| match undo() {
            Ok(()) => {
                self.done = false;
                fault
            }
            // The stage stays: the next run puts it in its place.
            Err(more) => Fatal { message: format!("{}; {more}", fault.message), ..fault },
        })
    }
}

/// Removes the stages of interrupted runs in a folder whose lock is held.
///
/// # Errors
/// When the folder cannot be listed.
pub fn clear_stages(disk: &Disk, folder: &Path, warnings: &mut Vec<String>) -> std::io::Result<()> {
    for (path, _) in beside::left(folder, |name| name.starts_with('.') && name.contains(".new-"))? {
        clear(disk, &path, "what an earlier run left", warnings);
    }
    Ok(())
}

/// Puts a staged folder into its place: also one that an earlier run staged. Returns as [`Fresh::commit`].
///
/// # Errors
/// As [`Fresh::commit`].
pub fn finish(disk: &Disk, tree: &Path, target: &Path) -> Result<Vec<String>, Fatal> {
    disk.place(tree, target).map_err(|e| Fatal::new(target.display(), format!("cannot put the release in place: {e}")))?;
    let mut warnings = Vec::new();
    let (parent, _) = split(target)?;
    if let Err(error) = disk.sync(&parent) {
        warnings.push(format!("{}: the system does not confirm that the release is on the disk: {error}", target.display()));
    }
    if let Some(stage) = tree.parent() {
        clear(disk, stage, "the folder that the release was made in", &mut warnings);
    }
    Ok(warnings)
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.done {
            // What was not finished is no release; what cannot be removed now goes with the next run.
            let _ = marker::remove(&self.disk, &self.stage, &Marker::unfinished());
        }
    }
}
