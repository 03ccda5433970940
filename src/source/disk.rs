//! Reading from the disk: sorted, inside one root, UTF-8 or a finding.

use std::fmt;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::Source;

/// A run that cannot go on: what was tried, on which path, and why it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fatal {
    /// The path or thing it is about, as the user knows it.
    pub path: String,
    /// What went wrong, as a phrase.
    pub message: String,
    /// How to resolve it.
    pub help: Option<String>,
}

impl Fatal {
    /// A fatal error about a path.
    pub fn new(path: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self { path: path.to_string(), message: message.to_string(), help: None }
    }

    /// With advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Fatal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Fatal {}

/// Joins a path that a user wrote to a folder inside the project; `None` when it would leave the project.
///
/// Both are relative to the project root, with `/` between the parts; the result is normalised.
pub fn join_inside(folder: &str, written: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    if written.starts_with('/') || written.contains('\\') || written.contains('\0') {
        return None;
    }
    for component in Path::new(written).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// All files below `dir` (relative to `root`), as sorted relative paths with `/`; hidden names are left out.
///
/// # Errors
/// When a folder cannot be listed, or a name is not UTF-8.
pub fn walk(root: &Path, dir: &str) -> Result<Vec<String>, Fatal> {
    walk_those(root, dir, |name| !name.starts_with('.'))
}

/// All files below `dir` as [`walk`] lists them, those with hidden names, too; what git keeps for itself is left out.
///
/// # Errors
/// When a folder cannot be listed, or a name is not UTF-8.
pub fn walk_all(root: &Path, dir: &str) -> Result<Vec<String>, Fatal> {
    walk_those(root, dir, |name| name != ".git")
}

fn walk_those(root: &Path, dir: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, Fatal> {
    let mut found = Vec::new();
    let mut open = vec![dir.trim_matches('/').to_owned()];
    while let Some(folder) = open.pop() {
        #[expect(clippy::disallowed_methods, reason = "the one walk: what it finds is sorted below")]
        let entries = std::fs::read_dir(root.join(&folder)).map_err(|e| Fatal::new(&folder, format!("cannot list the folder: {e}")))?;
        for entry in entries {
            let entry = entry.map_err(|e| Fatal::new(&folder, format!("cannot list the folder: {e}")))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(Fatal::new(entry.path().display(), "the file name is not UTF-8").help("rename the file"));
            };
            if !wanted(name) {
                continue;
            }
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            let kind = entry.file_type().map_err(|e| Fatal::new(&path, e))?;
            if kind.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a folder of the project is there. What takes its name and cannot be opened as a folder is not taken for none: what
/// lies in it would be missed in silence.
///
/// # Errors
/// When something of this name is there and is no folder, as a file or a link that leads nowhere, or the disk refuses.
pub fn has_folder(root: &Path, path: &str) -> Result<bool, Fatal> {
    let full = root.join(path);
    match full.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        _ => {}
    }
    match full.metadata() {
        Ok(what) if what.is_dir() => Ok(true),
        Ok(_) => Err(Fatal::new(path, "cannot open the folder: it is a file")),
        Err(error) => Err(Fatal::new(path, format!("cannot open the folder: {error}"))),
    }
}

/// Where a file of the project lies on the disk.
pub(super) fn inside(root: &Path, path: &str) -> Result<PathBuf, Fatal> {
    let full: PathBuf = root.join(path);
    let real = full.canonicalize().map_err(|e| Fatal::new(path, format!("cannot read the file: {e}")))?;
    let base = root.canonicalize().map_err(|e| Fatal::new(root.display(), format!("cannot open the folder: {e}")))?;
    if !real.starts_with(&base) {
        return Err(Fatal::new(path, "the path leads out of the project").help("copy the file into the project"));
    }
    // A pipe or a device may never end.
    if !real.is_file() {
        return Err(Fatal::new(path, "cannot read the file: it is no ordinary file"));
    }
    Ok(real)
}

/// The bytes of a file of the project.
///
/// # Errors
/// When it cannot be read, is no ordinary file, or is a link that leads out of the project.
pub fn read_bytes(root: &Path, path: &str) -> Result<Vec<u8>, Fatal> {
    std::fs::read(inside(root, path)?).map_err(|e| Fatal::new(path, format!("cannot read the file: {e}")))
}

/// The bytes of a file of the project, unless there are more than `most`.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_up_to(root: &Path, path: &str, most: u64) -> Result<Option<Vec<u8>>, Fatal> {
    let refused = |e: std::io::Error| Fatal::new(path, format!("cannot read the file: {e}"));
    let mut bytes = Vec::new();
    let file = std::fs::File::open(inside(root, path)?).map_err(refused)?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(refused)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// The text of a file of the project.
///
/// # Errors
/// As [`read_bytes`]; also when it is not UTF-8 (with line and column of the first bad byte).
pub fn read_text(root: &Path, path: &str) -> Result<String, Fatal> {
    text_of(path, read_bytes(root, path)?)
}

/// The text that bytes are; `path` is what they were read from.
///
/// # Errors
/// When they are not UTF-8: line and column of the first bad byte.
pub fn text_of(path: &str, bytes: Vec<u8>) -> Result<String, Fatal> {
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|b| **b == b'\n').count() + 1;
        // What is good is text; a column counts its characters.
        let column = good.rsplit(|b| *b == b'\n').next().map_or(0, |l| String::from_utf8_lossy(l).chars().count()) + 1;
        Fatal::new(path, format!("not UTF-8: line {line}, column {column} holds a byte that is no text")).help("save the file as UTF-8")
    })
}

/// A file of the project, also one that is not UTF-8: then with the byte of the first fault. What is no text stands in it as
/// U+FFFD.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_source(root: &Path, path: &str) -> Result<(Source, Option<usize>), Fatal> {
    Ok(match String::from_utf8(read_bytes(root, path)?) {
        Ok(text) => (Source::new(path, text), None),
        Err(error) => (Source::new(path, String::from_utf8_lossy(error.as_bytes())), Some(error.utf8_error().valid_up_to())),
    })
}
