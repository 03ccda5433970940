//! Folders beside the place that they are made for: their names, and what broken runs left of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Disk;
use super::marker::{self, Marker};
use crate::source::Fatal;

/// How many names are tried for a folder beside.
const NAMES: u32 = 1_000;

/// The folder that a folder lies in, and its name there.
pub(super) fn split(target: &Path) -> Result<(PathBuf, String), Fatal> {
    let name = target.file_name().and_then(|n| n.to_str()).ok_or_else(|| Fatal::new(target.display(), "not the name of a folder"))?;
    let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((parent.to_owned(), name.to_owned()))
}

/// Takes the first name that is free, in one step.
pub(super) fn fresh(parent: &Path, name: impl Fn(u32) -> String, take: impl Fn(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
    for number in 1..NAMES {
        let path = parent.join(name(number));
        match take(&path) {
            Ok(()) => return Ok(path),
            Err(error) if path.symlink_metadata().is_err() || number + 1 == NAMES => return Err(error),
            Err(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes a folder of ours; where that fails, says so.
pub(super) fn clear(disk: &Disk, path: &Path, what: &str, warnings: &mut Vec<String>) {
    let marker = Marker::read(path).unwrap_or_else(|| Marker::of([]));
    if let Err(error) = marker::remove(disk, path, &marker) {
        warnings.push(format!("{}: cannot remove {what}: {error}", path.display()));
    }
}

/// Whether a name is this prefix and a number.
pub(super) fn is_numbered(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The folders of ours with such names, sorted, with their markers. A folder without a marker is somebody else's, unless
/// it is empty: the marker is the first file that comes and the last that goes.
pub(super) fn left(parent: &Path, is_named: impl Fn(&str) -> bool) -> io::Result<Vec<(PathBuf, Marker)>> {
    let mut left = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "what is found is sorted below")]
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(&is_named)
            && entry.file_type()?.is_dir()
            && let Some(marker) = Marker::read(&entry.path()).or_else(|| empty(&entry.path()))
        {
            left.push((entry.path(), marker));
        }
    }
    left.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(left)
}

/// The marker that an empty folder would have, or one in which a marker was begun.
fn empty(folder: &Path) -> Option<Marker> {
    let marker = Marker::of([]);
    marker.look(folder).is_ok_and(|found| found.folders.is_empty() && found.foreign.is_empty()).then_some(marker)
}
