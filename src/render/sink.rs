//! The only way out: a tree that is staged beside the old one and takes its place when it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::source::{Fatal, Hashed, sha256};

/// The file by which an output folder is known as ours; a folder without it is never replaced.
pub const MARKER: &str = ".techfile";

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

/// An output folder under writing, or a release's.
#[derive(Debug)]
pub struct Sink {
    target: PathBuf,
    stage: PathBuf,
    /// By path in lower case: two names that differ by case only would be one file on some systems.
    files: Mutex<BTreeMap<String, (String, Written)>>,
    /// Folders that were made. Held while a file is made, too: the system makes one at a time in a folder, and threads
    /// that wait for it there burn their time.
    folders: Mutex<BTreeSet<PathBuf>>,
    done: bool,
}

impl Sink {
    /// Begins to write a folder.
    ///
    /// # Errors
    /// When the folder is there and is not ours, or nothing can be written beside it.
    pub fn open(target: &Path) -> Result<Self, Fatal> {
        let name = target.file_name().and_then(|n| n.to_str()).ok_or_else(|| Fatal::new(target.display(), "no name of a folder"))?;
        if target.exists() {
            let ours = target.join(MARKER).is_file();
            #[expect(clippy::disallowed_methods, reason = "asked only whether anything is there")]
            let empty = fs::read_dir(target).map_err(|e| Fatal::new(target.display(), format!("cannot open the output folder: {e}")))?.next().is_none();
            if !ours && !empty {
                let help = "choose another folder with --dest-dir, or empty this one";
                return Err(Fatal::new(target.display(), "the folder is there and was not written by techfile").help(help));
            }
        }
        let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|e| Fatal::new(parent.display(), format!("cannot make the folder: {e}")))?;
        let stage = parent.join(format!(".{name}.stage"));
        if stage.exists() {
            // Left by a run that was broken off.
            fs::remove_dir_all(&stage).map_err(|e| Fatal::new(stage.display(), format!("cannot remove what a run before left: {e}")))?;
        }
        fs::create_dir(&stage).map_err(|e| Fatal::new(target.display(), format!("cannot write here: {e}")))?;
        let sink = Self { target: target.to_owned(), stage, files: Mutex::default(), folders: Mutex::default(), done: false };
        fs::write(sink.stage.join(MARKER), "written by techfile: a build may replace this folder\n").map_err(|e| sink.fault(MARKER, &e))?;
        Ok(sink)
    }

    /// Begins to write a folder that is not there yet and will never be replaced.
    ///
    /// # Errors
    /// When it is there, or nothing can be written beside it.
    pub fn fresh(target: &Path) -> Result<Self, Fatal> {
        if target.exists() {
            return Err(Fatal::new(target.display(), "the folder is there, and is never written again"));
        }
        let sink = Self::open(target)?;
        fs::remove_file(sink.stage.join(MARKER)).map_err(|e| sink.fault(MARKER, &e))?;
        Ok(sink)
    }

    fn fault(&self, path: &str, error: &std::io::Error) -> Fatal {
        Fatal::new(self.target.join(path).display(), format!("cannot write the file: {error}"))
    }

    /// Writes a file. One that the folder holds already with the same bytes becomes a link to it.
    ///
    /// # Errors
    /// When the path was written before, leads out of the folder, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Fatal> {
        let written = Written { sha256: sha256(bytes), size: bytes.len() as u64 };
        let full = self.claim(path, written)?;
        let old = self.target.join(path);
        let same = fs::metadata(&old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64) && fs::read(&old).is_ok_and(|b| b == bytes);
        if same && fs::hard_link(&old, &full).is_ok() {
            return Ok(());
        }
        let made = {
            let _one = self.folders.lock();
            fs::File::create(&full)
        };
        made.and_then(|mut file| file.write_all(bytes)).map_err(|e| self.fault(path, &e))
    }

    /// Copies a file of the project, of any size, that has this SHA-256.
    ///
    /// # Errors
    /// As [`Sink::put`]; also when the file is no longer what it was when it was read.
    pub fn copy(&self, path: &str, root: &Path, from: &str, sha256: &str) -> Result<(), Fatal> {
        let mut read = Hashed::open(root, from)?;
        let full = self.claim(path, Written { sha256: sha256.to_owned(), size: 0 })?;
        let mut file = fs::File::create(&full).map_err(|e| self.fault(path, &e))?;
        std::io::copy(&mut read, &mut file).map_err(|e| self.fault(path, &e))?;
        let (found, size) = read.finish().map_err(|e| Fatal::new(from, format!("cannot read the file: {e}")))?;
        if found != sha256 {
            return Err(Fatal::new(from, "the evidence changed while the output was written").help("run it again"));
        }
        let mut files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, written)) = files.get_mut(&path.to_lowercase()) {
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
        if fs::hard_link(from, &full).is_ok() {
            return Ok(());
        }
        fs::copy(from, &full).map(|_| ()).map_err(|e| self.fault(path, &e))
    }

    /// Keeps a part of the folder as it is: for a build that writes only some outputs.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&self, part: &str) -> Result<(), Fatal> {
        let old = self.target.join(part);
        if !old.is_dir() {
            return Ok(());
        }
        for path in crate::source::walk(&self.target, part)? {
            let from = self.target.join(&path);
            let size = fs::metadata(&from).map_or(0, |m| m.len());
            self.link(&path, &from, Written { sha256: String::new(), size })?;
        }
        Ok(())
    }

    fn claim(&self, path: &str, written: Written) -> Result<PathBuf, Fatal> {
        let inside = crate::source::join_inside("", path).filter(|p| p == path && !p.is_empty());
        if inside.is_none() {
            return Err(Fatal::new(path, "the path leads out of the output folder"));
        }
        {
            let mut files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some((other, _)) = files.insert(path.to_lowercase(), (path.to_owned(), written)) {
                return Err(Fatal::new(path, format!("two pages would have this name (also `{other}`)")).help("rename one of the two sources"));
            }
        }
        let full = self.stage.join(path);
        if let Some(folder) = full.parent() {
            let mut folders = self.folders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if !folders.contains(folder) {
                fs::create_dir_all(folder).map_err(|e| self.fault(path, &e))?;
                folders.insert(folder.to_owned());
            }
        }
        Ok(full)
    }

    /// Everything that was written, sorted by path.
    pub fn written(&self) -> BTreeMap<String, Written> {
        let files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.values().cloned().collect()
    }

    /// Takes the right to write from every file: the site of a release is linked into later outputs, and a slip of the
    /// hand there would change what was frozen.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn seal(&self) -> Result<(), Fatal> {
        for path in self.written().keys() {
            let full = self.stage.join(path);
            let mut rights = fs::metadata(&full).map_err(|e| self.fault(path, &e))?.permissions();
            rights.set_readonly(true);
            fs::set_permissions(&full, rights).map_err(|e| self.fault(path, &e))?;
        }
        Ok(())
    }

    /// Puts the new folder in place of the old one.
    ///
    /// # Errors
    /// When the disk refuses; the old folder is then still there.
    pub fn commit(mut self) -> Result<(), Fatal> {
        let refuse = |e: std::io::Error| Fatal::new(self.target.display(), format!("cannot put the new output in place: {e}"));
        let old = self.stage.with_extension("old");
        if old.exists() {
            fs::remove_dir_all(&old).map_err(refuse)?;
        }
        let had = self.target.exists();
        if had {
            fs::rename(&self.target, &old).map_err(refuse)?;
        }
        if let Err(error) = fs::rename(&self.stage, &self.target) {
            if had {
                // The reason to report is the first one.
                let _ = fs::rename(&old, &self.target);
            }
            return Err(refuse(error));
        }
        self.done = true;
        if had {
            fs::remove_dir_all(&old).map_err(|e| Fatal::new(old.display(), format!("cannot remove the old output: {e}")))?;
        }
        Ok(())
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if !self.done {
            // What was not finished must not be found; nothing more can be done if even this fails.
            let _ = fs::remove_dir_all(&self.stage);
        }
    }
}
