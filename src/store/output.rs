//! An output folder: a build replaces it as a whole, and only what a build wrote.
//!
//! The new tree is written beside the old one, in `.<name>.new-1`, and the two change places in one step. Where the system
//! has no such step, the old one is moved to `.<name>.old-1` first. Whatever a broken run leaves is put right by the next
//! one, under the lock: an old output without a new one comes back, anything else of ours goes.

use std::io;
use std::path::{Path, PathBuf};

use super::beside::{self, clear, fresh, split};
use super::marker::{self, Marker};
use super::{Disk, Lock, Sink};
use crate::source::Fatal;

/// An output folder under writing. Dropped without [`Output::commit`], it leaves the old output as it was.
#[derive(Debug)]
pub struct Output {
    disk: Disk,
    target: PathBuf,
    sink: Sink,
    warnings: Vec<String>,
    done: bool,
    /// Goes last: nobody else may look at what is being put in place or cleared away.
    _lock: Lock,
}

impl Output {
    /// Begins to write a folder. Waits for another run that writes there. A link to a folder stays a link.
    ///
    /// # Errors
    /// When the folder exists and a build did not write it, or holds a file that no build wrote; when another run keeps
    /// it; when nothing can be written beside it.
    pub fn open(disk: &Disk, target: &Path, run: &str) -> Result<Self, Fatal> {
        let target = real(target)?;
        let (parent, name) = split(&target)?;
        disk.create_folders(&parent).map_err(|e| Fatal::new(parent.display(), format!("cannot create the folder: {e}")))?;
        let lock = Lock::take(disk, &target, run)?;
        let mut warnings = Vec::new();
        recover(disk, &target, &parent, &name, &mut warnings)?;
        let marker = ours(&target)?;
        let stage = fresh(&parent, |n| format!(".{name}.new-{n}"), |path| disk.create_folder(path)).map_err(|e| cannot(&target, &e))?;
        let old = marker.map(|marker| (target.clone(), marker.files()));
        let output = Self { disk: disk.clone(), sink: Sink::new(disk, &target, stage, old), target, warnings, done: false, _lock: lock };
        Marker::unfinished().write(disk, output.sink.stage()).map_err(|e| cannot(&output.target, &e))?;
        Ok(output)
    }

    /// Where the files go.
    pub fn sink(&self) -> &Sink {
        &self.sink
    }

    /// Puts the new folder in place of the old one. What could not be cleared away afterwards is returned in words: it
    /// harms nothing.
    ///
    /// # Errors
    /// When the disk refuses; the old folder is in its place then.
    pub fn commit(mut self) -> Result<Vec<String>, Fatal> {
        let refuse = |e: io::Error| Fatal::new(self.target.display(), format!("cannot put the new output in place: {e}"));
        let stage = self.sink.stage();
        Marker::of(self.sink.written().into_keys()).write(&self.disk, stage).map_err(refuse)?;
        let old = if self.target.symlink_metadata().is_err() {
            self.disk.place(stage, &self.target).map_err(refuse)?;
            None
        } else {
            match self.disk.exchange(stage, &self.target) {
                Ok(()) => Some(stage.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::Unsupported => Some(self.in_two_steps().map_err(refuse)?),
                Err(error) => return Err(refuse(error)),
            }
        };
        self.done = true;
        if let Some(old) = old {
            clear(&self.disk, &old, "the old output", &mut self.warnings);
        }
        Ok(std::mem::take(&mut self.warnings))
    }

    /// Moves the old output aside and the new one into its place. Gives where the old one lies.
    fn in_two_steps(&self) -> io::Result<PathBuf> {
        let (parent, name) = split(&self.target).map_err(|e| io::Error::other(e.message))?;
        let old = fresh(&parent, |n| format!(".{name}.old-{n}"), |path| self.disk.place(&self.target, path))?;
        if let Err(error) = self.disk.place(self.sink.stage(), &self.target) {
            return Err(match self.disk.place(&old, &self.target) {
                Ok(()) => error,
                Err(back) => io::Error::other(format!("{error}; the old output lies in {} ({back}): the next build brings it back", old.display())),
            });
        }
        Ok(old)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.done {
            // What was not finished is not found; what cannot be removed now goes with the next run.
            let _ = marker::remove(&self.disk, self.sink.stage(), &Marker::unfinished());
        }
    }
}

/// The folder itself, where a path is a link to one.
fn real(target: &Path) -> Result<PathBuf, Fatal> {
    let Ok(what) = target.symlink_metadata() else { return Ok(target.to_owned()) };
    if what.is_symlink() {
        return target.canonicalize().map_err(|e| {
            Fatal::new(target.display(), format!("the output folder is a link that leads to nothing: {e}")).help("create the folder that it leads to")
        });
    }
    Ok(target.to_owned())
}

/// The marker of the folder; none where there is no folder, or an empty one. Refuses a folder that is not ours, or holds
/// what is not.
fn ours(target: &Path) -> Result<Option<Marker>, Fatal> {
    let unreadable = |e: io::Error| Fatal::new(target.display(), format!("cannot open the output folder: {e}"));
    if target.symlink_metadata().is_err() {
        return Ok(None);
    }
    let Some(marker) = Marker::read(target) else {
        let found = Marker::of([]).look(target).map_err(unreadable)?;
        if found.foreign.is_empty() && found.folders.is_empty() {
            return Ok(None);
        }
        let help = "choose another folder with --dest-dir, or empty this one";
        return Err(Fatal::new(target.display(), "the folder exists and was not written by techfile").help(help));
    };
    match marker.look(target).map_err(unreadable)?.foreign.as_slice() {
        [] => Ok(Some(marker)),
        [first, rest @ ..] => {
            let more = if rest.is_empty() { String::new() } else { format!(" ({} more)", rest.len()) };
            Err(Fatal::new(target.join(first).display(), format!("the output folder holds a file that techfile did not write{more}"))
                .help("move it out of the folder: a build replaces the folder as a whole"))
        }
    }
}

/// Puts right what broken runs left beside a folder.
fn recover(disk: &Disk, target: &Path, parent: &Path, name: &str, warnings: &mut Vec<String>) -> Result<(), Fatal> {
    let named = |part: &str| {
        let prefix = format!(".{name}.{part}-");
        beside::left(parent, move |name| beside::is_numbered(name, &prefix)).map_err(|e| cannot(target, &e))
    };
    for (path, marker) in named("old")? {
        if marker.is_whole() && target.symlink_metadata().is_err() {
            disk.place(&path, target).map_err(|e| Fatal::new(path.display(), format!("cannot bring the old output back: {e}")))?;
        } else {
            clear(disk, &path, "what an earlier run left", warnings);
        }
    }
    for (path, _) in named("new")? {
        clear(disk, &path, "what an earlier run left", warnings);
    }
    Ok(())
}

fn cannot(target: &Path, error: &io::Error) -> Fatal {
    Fatal::new(target.display(), format!("cannot write here: {error}"))
}
