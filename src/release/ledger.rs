//! Writing the ledger: the only writer there is.

use std::fs;
use std::io;
use std::path::Path;

use crate::archive::{Entry, LEDGER, Ledger};
use crate::source::Fatal;
use crate::store::Disk;

/// Adds a release to the ledger, in one step: the new one is written as `draft` and takes its place. Gives the ledger as it
/// was; none where there was none.
///
/// # Errors
/// When the ledger cannot be read or the disk refuses; it is as it was then.
pub(super) fn add(disk: &Disk, base: &Path, draft: &Path, entry: &Entry) -> Result<Option<String>, Fatal> {
    let path = base.join(LEDGER);
    let refuse = |e: io::Error| Fatal::new(path.display(), format!("cannot write the ledger of releases: {e}"));
    let before = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(refuse(error)),
    };
    replace(disk, draft, &path, &Ledger::with(before.as_deref().unwrap_or_default(), entry)).map_err(refuse)?;
    disk.sync(base).map_err(|error| {
        let fault = refuse(error);
        match restore(disk, base, draft, before.as_deref()) {
            Ok(()) => fault,
            Err(more) => Fatal { message: format!("{}; {more}", fault.message), ..fault },
        }
    })?;
    Ok(before)
}

/// Puts the ledger back as it was, where the release gets no place.
///
/// # Errors
/// What is left then, in words.
pub(super) fn restore(disk: &Disk, base: &Path, draft: &Path, before: Option<&str>) -> Result<(), String> {
    let path = base.join(LEDGER);
    let done = match before {
        Some(text) => replace(disk, draft, &path, text),
        None => disk.remove_file(&path),
    };
    done.map_err(|e| format!("the ledger of releases could not be put back ({e}): the next `techfile release` puts the release in its place"))
}

fn replace(disk: &Disk, draft: &Path, path: &Path, text: &str) -> io::Result<()> {
    disk.put(draft, text.as_bytes())?;
    disk.sync(draft)?;
    disk.rename(draft, path)
}
