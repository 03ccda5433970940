//! The operations of a file system that change something, one method each.
#![expect(clippy::disallowed_methods, reason = "this is the one place that writes")]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What is about to be done, for the hook of a [`Disk`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// A file is made that must not exist.
    Create,
    /// Bytes are written to a new file.
    Write,
    /// A file or a folder is made to reach the disk.
    Sync,
    /// A file takes its place, or the place of an older one.
    Rename,
    /// A file or folder takes a place that must be free.
    Place,
    /// Two folders change places in one step.
    Exchange,
    /// A file gets a second name.
    Link,
    /// A folder is made that must not exist.
    CreateFolder,
    /// A file goes.
    RemoveFile,
    /// An empty folder goes.
    RemoveFolder,
    /// A file gets other rights.
    Rights,
    /// A file is locked.
    Lock,
}

/// Asked before each operation; an error takes its place.
type Hook = dyn Fn(Op, &Path) -> io::Result<()> + Send + Sync;

/// The disk as this program may change it.
#[derive(Clone)]
pub struct Disk {
    hook: Option<Arc<Hook>>,
    /// How long a run waits for another one that writes into the same folder.
    patience: Duration,
}

impl Default for Disk {
    fn default() -> Self {
        Self { hook: None, patience: Duration::from_secs(10) }
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disk").field("hook", &self.hook.is_some()).field("patience", &self.patience).finish()
    }
}

impl Disk {
    /// A disk that asks `hook` before each operation. An error of the hook takes the place of the operation; a write
    /// stops halfway then.
    pub fn watched(hook: impl Fn(Op, &Path) -> io::Result<()> + Send + Sync + 'static) -> Self {
        Self { hook: Some(Arc::new(hook)), ..Self::default() }
    }

    /// With another time to wait for a lock.
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// How long to wait for a lock.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// Asks the hook.
    ///
    /// # Errors
    /// What the hook says.
    pub(super) fn ask(&self, op: Op, path: &Path) -> io::Result<()> {
        self.hook.as_ref().map_or(Ok(()), |hook| hook(op, path))
    }

    /// Makes a file that does not exist yet and opens it for writing.
    ///
    /// # Errors
    /// When something has this name, or the disk refuses.
    pub fn create(&self, path: &Path) -> io::Result<File> {
        self.ask(Op::Create, path)?;
        File::create_new(path)
    }

    /// Writes to a file that [`Disk::create`] made. `path` is its name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.ask(Op::Write, path) {
            // A disk that is full takes a part.
            file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        file.write_all(bytes)
    }

    /// Makes a file with these bytes.
    ///
    /// # Errors
    /// When something has this name, or the disk refuses.
    pub fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(path)?;
        self.write(&mut file, path, bytes)
    }

    /// Makes a file with what is left in a reader.
    ///
    /// # Errors
    /// When something has this name, the reader fails, or the disk refuses.
    pub fn fill(&self, path: &Path, from: &mut impl Read) -> io::Result<()> {
        let mut file = self.create(path)?;
        self.ask(Op::Write, path)?;
        io::copy(from, &mut file).map(|_| ())
    }

    /// Makes a folder; those above it, too, where they are missing.
    ///
    /// # Errors
    /// When a file has one of these names, or the disk refuses.
    pub fn create_folders(&self, path: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = path.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            match self.create_folder(folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                made => made?,
            }
        }
        Ok(())
    }

    /// Makes a folder that does not exist yet.
    ///
    /// # Errors
    /// When something has this name, or the disk refuses.
    pub fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::CreateFolder, path)?;
        fs::create_dir(path)
    }

    /// Gives a file a second name, which must be free.
    ///
    /// # Errors
    /// When something has this name, or the disk has no links.
    pub fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(Op::Link, to)?;
        fs::hard_link(from, to)
    }

    /// Puts a file in place of another one, or where none is.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(Op::Rename, to)?;
        fs::rename(from, to)
    }

    /// Gives a file or folder a name that must be free.
    ///
    /// # Errors
    /// When something has this name, or the disk refuses.
    pub fn place(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(Op::Place, to)?;
        place(from, to)
    }

    /// Lets two files or folders change places in one step.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] where the system or the disk cannot; else when the disk refuses.
    pub fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.ask(Op::Exchange, other)?;
        exchange(one, other)
    }

    /// Removes a file, or a link.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::RemoveFile, path)?;
        fs::remove_file(path)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// When it is not empty, or the disk refuses.
    pub fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::RemoveFolder, path)?;
        fs::remove_dir(path)
    }

    /// Gives a file the rights of another one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn set_rights(&self, path: &Path, rights: fs::Permissions) -> io::Result<()> {
        self.ask(Op::Rights, path)?;
        fs::set_permissions(path, rights)
    }

    /// Makes the bytes of a file reach the disk, or the names in a folder.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::Sync, path)?;
        if cfg!(windows) && path.is_dir() {
            // Windows opens no folder as a file.
            return Ok(());
        }
        match File::open(path)?.sync_all() {
            // Some disks take no such request for a folder.
            Err(error) if path.is_dir() && matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn place(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(error) if cannot(&error) => place_if_free(from, to),
        done => done,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn place(from: &Path, to: &Path) -> io::Result<()> {
    place_if_free(from, to)
}

/// In two steps, where the system has no single one for it: the caller's lock keeps other runs out in between.
fn place_if_free(from: &Path, to: &Path) -> io::Result<()> {
    match to.symlink_metadata() {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from) {
        Err(error) if cannot(&error) => Err(io::ErrorKind::Unsupported.into()),
        done => done,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether an error says that this kind of renaming does not exist here: file systems say it in several ways.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn cannot(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, Unsupported};
    matches!(error.kind(), CrossesDevices | InvalidInput | Unsupported)
}
