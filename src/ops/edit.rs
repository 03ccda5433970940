//! The one way to the user's own files: all changes are made or none, and nothing is overwritten that was not read.
//!
//! Each new text is written to a hidden file beside its place, and takes the place by renaming. A file that is no longer
//! what was read stops everything; what was done till then is undone.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::source::{Fatal, read_bytes};

/// A change of one file. Paths are relative to the project, with `/` between the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where the file lies.
    pub path: String,
    /// What stands in it; `None` where there must be no file yet.
    pub before: Option<Vec<u8>>,
    /// Where it will lie.
    pub to: String,
    /// What will stand in it; `None` to remove it, which only undoing does.
    after: Option<Vec<u8>>,
}

impl Change {
    /// A new file.
    pub fn create(path: impl Into<String>, after: impl Into<Vec<u8>>) -> Self {
        let path = path.into();
        Self { to: path.clone(), path, before: None, after: Some(after.into()) }
    }

    /// Another content for a file.
    pub fn replace(path: impl Into<String>, before: impl Into<Vec<u8>>, after: impl Into<Vec<u8>>) -> Self {
        Self { before: Some(before.into()), ..Self::create(path, after) }
    }

    /// Another place, where nothing lies yet.
    pub fn moved(self, to: impl Into<String>) -> Self {
        Self { to: to.into(), ..self }
    }

    /// What takes this change back.
    pub fn reversed(&self) -> Self {
        let (path, to) = if self.before.is_some() { (self.to.clone(), self.path.clone()) } else { (self.path.clone(), self.path.clone()) };
        Self { path, before: self.after.clone(), to, after: self.before.clone() }
    }
}

/// A change whose new text lies beside its place.
struct Staged<'a> {
    change: &'a Change,
    temporary: Option<PathBuf>,
    /// Folders that were made for it, outermost first.
    folders: Vec<PathBuf>,
}

/// Makes all changes, below a folder.
///
/// # Errors
/// When a file is not what was read, something lies where a new file should, or the disk refuses. Nothing is changed
/// then; where even taking back fails, the error names the files.
pub fn apply(root: &Path, changes: &[Change]) -> Result<(), Fatal> {
    changes.iter().try_for_each(|c| unchanged(root, c))?;
    let mut staged: Vec<Staged> = Vec::with_capacity(changes.len());
    for change in changes {
        match stage(root, change) {
            Ok(one) => staged.push(one),
            Err(fatal) => {
                discard(&staged);
                return Err(fatal);
            }
        }
    }
    for (index, one) in staged.iter().enumerate() {
        let Err(fatal) = unchanged(root, one.change).and_then(|()| commit(root, one)) else { continue };
        discard(&staged[index..]);
        let lost: Vec<&str> = changes[..index].iter().rev().filter(|c| revert(root, c).is_err()).map(|c| c.to.as_str()).collect();
        // The folders that the first ones made are empty again.
        discard(&staged[..index]);
        let said = if lost.is_empty() {
            "nothing was changed".to_owned()
        } else {
            format!("these files are changed and could not be restored: {}", lost.join(", "))
        };
        return Err(Fatal { help: Some(fatal.help.map_or_else(|| said.clone(), |help| format!("{said}; {help}"))), ..fatal });
    }
    Ok(())
}

/// Takes changes back that were made.
///
/// # Errors
/// As [`apply`].
pub fn undo(root: &Path, changes: &[Change]) -> Result<(), Fatal> {
    let reversed: Vec<Change> = changes.iter().rev().map(Change::reversed).collect();
    apply(root, &reversed)
}

fn revert(root: &Path, change: &Change) -> Result<(), Fatal> {
    let back = change.reversed();
    unchanged(root, &back)?;
    let staged = stage(root, &back)?;
    commit(root, &staged).inspect_err(|_| discard(std::slice::from_ref(&staged)))
}

/// Whether the file is still what was read, and nothing lies where a new one should.
fn unchanged(root: &Path, change: &Change) -> Result<(), Fatal> {
    match &change.before {
        Some(before) if read_bytes(root, &change.path)? != *before => {
            return Err(Fatal::new(&change.path, "the file was changed meanwhile").help("run the command again"));
        }
        Some(_) if place(root, &change.path).metadata().is_ok_and(|m| m.permissions().readonly()) => {
            return Err(Fatal::new(&change.path, "the file is read-only").help("allow to write it, or leave it as it is"));
        }
        Some(_) if change.to == change.path || same_file(root, change) => return Ok(()),
        _ => {}
    }
    match root.join(&change.to).symlink_metadata() {
        Ok(_) => Err(Fatal::new(&change.to, "there is such a file already").help("move it out of the way")),
        Err(_) => Ok(()),
    }
}

/// Whether both names are the same file: on systems that ignore case, where only the case of a name changes.
fn same_file(root: &Path, change: &Change) -> bool {
    let real = |path: &str| root.join(path).canonicalize().ok();
    change.path.eq_ignore_ascii_case(&change.to) && real(&change.path).is_some() && real(&change.path) == real(&change.to)
}

fn refused(path: &str, error: &std::io::Error) -> Fatal {
    Fatal::new(path, format!("cannot write the file: {error}"))
}

fn stage<'a>(root: &Path, change: &'a Change) -> Result<Staged<'a>, Fatal> {
    let mut staged = Staged { change, temporary: None, folders: Vec::new() };
    let Some(after) = &change.after else { return Ok(staged) };
    let place = place(root, &change.to);
    let folder = place.parent().unwrap_or(root);
    staged.folders = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.exists()).map(Path::to_owned).collect();
    staged.folders.reverse();
    let written = std::fs::create_dir_all(folder).map_err(|e| refused(&change.to, &e)).and_then(|()| inside(root, folder, &change.to)).and_then(|()| {
        let name = place.file_name().and_then(|n| n.to_str()).unwrap_or("file");
        let temporary = folder.join(format!(".{name}.{}.techfile", std::process::id()));
        staged.temporary = Some(temporary.clone());
        write(&temporary, after).map_err(|e| refused(&change.to, &e))?;
        match root.join(&change.path).metadata().ok().filter(|_| change.before.is_some()) {
            Some(old) => std::fs::set_permissions(&temporary, old.permissions()).map_err(|e| refused(&change.to, &e)),
            None => Ok(()),
        }
    });
    match written {
        Ok(()) => Ok(staged),
        Err(fatal) => {
            discard(std::slice::from_ref(&staged));
            Err(fatal)
        }
    }
}

/// The file itself, where a path is a link to it.
fn place(root: &Path, path: &str) -> PathBuf {
    let full = root.join(path);
    full.canonicalize().unwrap_or(full)
}

fn inside(root: &Path, folder: &Path, path: &str) -> Result<(), Fatal> {
    let real = |p: &Path| if p.as_os_str().is_empty() { Path::new(".").canonicalize() } else { p.canonicalize() };
    match (real(root), real(folder)) {
        (Ok(root), Ok(folder)) if folder.starts_with(&root) => Ok(()),
        _ => Err(Fatal::new(path, "the path leads out of the project")),
    }
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn commit(root: &Path, staged: &Staged) -> Result<(), Fatal> {
    let change = staged.change;
    let (from, to) = (place(root, &change.path), root.join(&change.to));
    let done = match (&staged.temporary, &change.before) {
        (None, _) => std::fs::remove_file(&from),
        (Some(temporary), Some(_)) if change.to == change.path => std::fs::rename(temporary, &from),
        (Some(temporary), Some(_)) if same_file(root, change) => std::fs::rename(temporary, &from).and_then(|()| std::fs::rename(&from, &to)),
        (Some(temporary), before) => put(temporary, &to, change).and_then(|()| match before {
            // Gone from its old place only once it is whole at the new one.
            Some(_) => std::fs::remove_file(root.join(&change.path)).inspect_err(|_| drop(std::fs::remove_file(&to))),
            None => Ok(()),
        }),
    };
    done.map_err(|e| refused(&change.to, &e))
}

/// Puts a file where none is; unlike renaming, neither way replaces one that came meanwhile.
fn put(temporary: &Path, to: &Path, change: &Change) -> std::io::Result<()> {
    if std::fs::hard_link(temporary, to).is_err() {
        // Not every file system has links.
        write(to, change.after.as_deref().unwrap_or_default())?;
    }
    std::fs::remove_file(temporary)
}

/// Removes what lies beside, and the folders that are empty again.
fn discard(staged: &[Staged]) {
    for one in staged.iter().rev() {
        if let Some(temporary) = &one.temporary {
            // What is not there any more needs no removing.
            let _ = std::fs::remove_file(temporary);
        }
        for folder in one.folders.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
