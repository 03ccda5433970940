//! One run at a time writes into a folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use same_file::Handle;

use super::{Disk, Op};
use crate::source::Fatal;

/// How a file begins that is one of ours.
const HEAD: &str = "techfile lock: ";

/// The lock of those who edit files of a project.
const EDITS: &str = ".techfile-edit.lock";

/// How long a run sleeps between two looks at a lock.
const PAUSE: Duration = Duration::from_millis(20);

/// The right to write into a folder, until it is dropped. The lock lies beside the folder, in `.<name>.lock`, and goes with
/// the last run that holds it; what an interrupted run leaves keeps nobody out.
#[derive(Debug)]
pub struct Lock {
    disk: Disk,
    path: PathBuf,
    /// Holds the lock as long as it is open.
    _file: File,
}

impl Lock {
    /// Waits for the right to write into a folder. `run` says what for, to those who wait meanwhile: `techfile build`.
    ///
    /// # Errors
    /// When another run keeps it for longer than [`Disk::patience`], the file of the lock is not ours, or the disk refuses
    /// or knows no locks.
    pub fn take(disk: &Disk, folder: &Path, run: &str) -> Result<Self, Fatal> {
        Self::at(disk, path_of(folder)?, folder, run)
    }

    /// Waits for the right to edit files of a project. The lock lies in its folder, in `.techfile-edit.lock`: nobody may be
    /// allowed to write beside it.
    ///
    /// # Errors
    /// As [`Lock::take`].
    pub fn of_edits(disk: &Disk, root: &Path, run: &str) -> Result<Self, Fatal> {
        Self::at(disk, root.join(EDITS), root, run)
    }

    /// Whether a run edits files of a project now, as [`Lock::is_held`].
    pub fn is_held_by_edit(root: &Path) -> bool {
        Self::is_held_at(&root.join(EDITS))
    }

    fn is_held_at(path: &Path) -> bool {
        File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    fn at(disk: &Disk, path: PathBuf, folder: &Path, run: &str) -> Result<Self, Fatal> {
        let refuse = |e: io::Error| Fatal::new(path.display(), format!("cannot lock the folder {}: {e}", folder.display()));
        let mut tries = tries(disk.patience());
        loop {
            if path.symlink_metadata().is_ok_and(|m| !m.is_file()) {
                return Err(foreign(&path));
            }
            disk.ask(Op::Lock, &path).map_err(refuse)?;
            #[expect(clippy::disallowed_methods, reason = "a lock is opened where it may exist already, and holds nothing else")]
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(refuse)?;
            match file.try_lock() {
                // The run before may have removed the file that was waited for.
                Ok(()) if !is_at(&file, &path).map_err(refuse)? => {}
                Ok(()) => {
                    let words = said(&file).map_err(refuse)?;
                    if !words.is_empty() && !words.starts_with(HEAD) {
                        return Err(foreign(&path));
                    }
                    sign(&file, run).map_err(refuse)?;
                    return Ok(Self { disk: disk.clone(), path, _file: file });
                }
                Err(TryLockError::WouldBlock) => {
                    if tries == 0 {
                        return Err(held(folder, &file));
                    }
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::Error(error)) => return Err(refuse(error).help("write to a disk that knows file locks")),
            }
            tries = tries.saturating_sub(1);
        }
    }

    /// Whether a run writes into a folder now. Needs no right to write.
    pub fn is_held(folder: &Path) -> bool {
        path_of(folder).is_ok_and(|path| Self::is_held_at(&path))
    }

    /// Waits until nobody writes into a folder, or the patience ends.
    pub fn wait(disk: &Disk, folder: &Path) {
        for _ in 0..tries(disk.patience()) {
            if !Self::is_held(folder) {
                return;
            }
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It goes while it is still held: who waits for it looks whether it is still there. One that stays is harmless.
        let _ = self.disk.remove_file(&self.path);
    }
}

fn tries(patience: Duration) -> u128 {
    patience.as_millis() / PAUSE.as_millis()
}

/// The file of a folder's lock.
fn path_of(folder: &Path) -> Result<PathBuf, Fatal> {
    let name = folder.file_name().and_then(|n| n.to_str());
    name.map(|name| folder.with_file_name(format!(".{name}.lock"))).ok_or_else(|| Fatal::new(folder.display(), "not the name of a folder"))
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let here = Handle::from_file(file.try_clone()?)?;
    match Handle::from_path(path) {
        Ok(there) => Ok(here == there),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the file says: the first 200 bytes.
fn said(mut file: &File) -> io::Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(200).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn sign(mut file: &File, run: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(format!("{HEAD}{run}, process {}\n", std::process::id()).as_bytes())
}

fn held(folder: &Path, file: &File) -> Fatal {
    let words = said(file).unwrap_or_default();
    let holder = words.strip_prefix(HEAD).map_or("another run of techfile", str::trim_end);
    Fatal::new(folder.display(), format!("another run is writing into this folder: {holder}")).help("wait until it ends, and run the command again")
}

fn foreign(path: &Path) -> Fatal {
    Fatal::new(path.display(), "a file or folder has the name of the lock and was not written by techfile").help("move it out of the way")
}
