//! One change of one file, and the steps that make it.

use std::path::{Path, PathBuf};

use super::journal::Hidden;
use crate::source::{Fatal, join_inside, read_bytes};
use crate::store::Disk;

/// A change of one file. Paths are relative to the project, with `/` between the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where the file lies.
    pub path: String,
    /// What stands in it; `None` where there must be no file yet.
    pub before: Option<Vec<u8>>,
    /// Where it will lie.
    pub to: String,
    /// What will stand in it.
    pub(super) after: Vec<u8>,
}

impl Change {
    /// A new file.
    pub fn create(path: impl Into<String>, after: impl Into<Vec<u8>>) -> Self {
        let path = path.into();
        Self { to: path.clone(), path, before: None, after: after.into() }
    }

    /// Another content for a file.
    pub fn replace(path: impl Into<String>, before: impl Into<Vec<u8>>, after: impl Into<Vec<u8>>) -> Self {
        Self { before: Some(before.into()), ..Self::create(path, after) }
    }

    /// Another place, where nothing lies yet.
    pub fn moved(self, to: impl Into<String>) -> Self {
        Self { to: to.into(), ..self }
    }

    /// Whether the file is still what was read, and nothing lies where a new one should.
    pub(super) fn may_be_made(&self, root: &Path) -> Result<(), Fatal> {
        inside(root, &self.to)?;
        match &self.before {
            Some(before) if read_bytes(root, &self.path)? != *before => {
                return Err(Fatal::new(&self.path, "the file was changed meanwhile").help("run the command again"));
            }
            Some(_) if place(root, &self.path).metadata().is_ok_and(|m| m.permissions().readonly()) => {
                return Err(Fatal::new(&self.path, "the file is read-only").help("allow to write it, or leave it as it is"));
            }
            Some(_) if self.to == self.path || same_file(root, &self.path, &self.to) => return Ok(()),
            _ => {}
        }
        match root.join(&self.to).symlink_metadata() {
            Ok(_) => Err(Fatal::new(&self.to, "there is such a file already").help("move it out of the way")),
            Err(_) => Ok(()),
        }
    }

    /// Writes the new text beside its place, and gives the old one a second name.
    pub(super) fn stage(&self, disk: &Disk, root: &Path, hidden: &Hidden) -> Result<(), Fatal> {
        let refused = |e: std::io::Error| refused(&self.to, &e);
        if let Some(folder) = root.join(&self.to).parent() {
            disk.create_folders(folder).map_err(refused)?;
        }
        disk.put(&hidden.new, &self.after).and_then(|()| disk.sync(&hidden.new)).map_err(refused)?;
        let Some(before) = &self.before else { return Ok(()) };
        let file = place(root, &self.path);
        let rights = file.metadata().map_err(refused)?.permissions();
        disk.set_rights(&hidden.new, rights.clone()).map_err(refused)?;
        let kept = hidden.old.symlink_metadata().is_ok();
        if kept || self.moves_away(root) || disk.link(&file, &hidden.old).is_ok() {
            return Ok(());
        }
        // Not every disk has links.
        let copied = disk.put(&hidden.old, before).and_then(|()| disk.set_rights(&hidden.old, rights)).and_then(|()| disk.sync(&hidden.old));
        copied.map_err(refused)
    }

    /// Puts the new text in its place.
    pub(super) fn put(&self, disk: &Disk, root: &Path, hidden: &Hidden) -> Result<(), Fatal> {
        let (from, to) = (place(root, &self.path), root.join(&self.to));
        let done = if self.before.is_none() {
            disk.place(&hidden.new, &to)
        } else if self.moves_away(root) {
            // Gone from its old place only once it is whole at the new one.
            disk.place(&hidden.new, &to).and_then(|()| disk.place(&root.join(&self.path), &hidden.old))
        } else if self.to == self.path {
            disk.rename(&hidden.new, &from)
        } else {
            disk.rename(&hidden.new, &from).and_then(|()| disk.rename(&from, &to))
        };
        done.map_err(|e| refused(&self.to, &e))
    }

    fn moves_away(&self, root: &Path) -> bool {
        self.before.is_some() && self.to != self.path && !same_file(root, &self.path, &self.to)
    }
}

/// Whether both names are the same file: on systems that ignore case, where only the case of a name changes.
pub(super) fn same_file(root: &Path, path: &str, to: &str) -> bool {
    let real = |path: &str| root.join(path).canonicalize().ok();
    path.eq_ignore_ascii_case(to) && real(path).is_some() && real(path) == real(to)
}

pub(super) fn refused(path: &str, error: &std::io::Error) -> Fatal {
    Fatal::new(path, format!("cannot write the file: {error}"))
}

/// The file itself, where a path is a link to it.
pub(super) fn place(root: &Path, path: &str) -> PathBuf {
    let full = root.join(path);
    full.canonicalize().unwrap_or(full)
}

/// Refuses a path that leads out of the project, by its parts or by a link on the way.
pub(super) fn inside(root: &Path, path: &str) -> Result<(), Fatal> {
    let real = |p: &Path| if p.as_os_str().is_empty() { Path::new(".").canonicalize() } else { p.canonicalize() };
    let plain = join_inside("", path).is_some_and(|p| p == path && !p.is_empty());
    let full = root.join(path);
    let there = full.ancestors().skip(1).find_map(|folder| real(folder).ok());
    match (real(root), there) {
        (Ok(root), Some(folder)) if plain && folder.starts_with(&root) => Ok(()),
        _ => Err(Fatal::new(path, "the path leads out of the project")),
    }
}
