//! `techfile init`: a small project that builds clean and says how it is written.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::edit::{Change, Edit};
use super::{Place, json_schema};
use crate::source::Fatal;
use crate::store::Disk;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/ops/init");

/// The schema that the record files name.
const SCHEMA: &str = "record.schema.json";

/// Writes a new project into a folder, which is made where there is none. Returns its files.
///
/// # Errors
/// When one of them is there already, or the disk refuses; nothing is written then.
pub fn init(disk: &Disk, folder: &Path) -> Result<Vec<String>, Fatal> {
    let mut changes = Vec::new();
    collect(&FILES, &mut changes);
    changes.push(Change::create(SCHEMA, ""));
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    let there: Vec<&str> = changes.iter().map(|c| c.path.as_str()).filter(|p| folder.join(p).symlink_metadata().is_ok()).collect();
    if !there.is_empty() {
        let words = format!("nothing was written: these files are there already: {}", there.join(", "));
        return Err(Fatal::new(folder.display(), words).help("choose an empty folder, or move them out of the way"));
    }
    let made: Vec<&Path> = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && f.symlink_metadata().is_err()).collect();
    let written = disk.create_folders(folder).map_err(|e| Fatal::new(folder.display(), format!("cannot make the folder: {e}")));
    written.and_then(|()| write(disk, folder, &changes)).inspect_err(|_| {
        // Only an empty folder can be removed like this.
        made.iter().for_each(|folder| drop(disk.remove_folder(folder)));
    })?;
    Ok(changes.into_iter().map(|c| c.path).collect())
}

fn write(disk: &Disk, folder: &Path, changes: &[Change]) -> Result<(), Fatal> {
    // The schema knows the new project's own declarations, so it can only be made from the rest.
    let rest: Vec<Change> = changes.iter().filter(|c| c.path != SCHEMA).cloned().collect();
    let mut edit = Edit::begin(disk, folder, "techfile init")?;
    edit.apply(&rest)?;
    let text = json_schema(Some(&Place { root: folder.to_owned(), book: "book.toml".to_owned() }))?;
    edit.apply(&[Change::create(SCHEMA, text)])?;
    edit.keep()
}

fn collect(folder: &Dir, changes: &mut Vec<Change>) {
    for file in folder.files() {
        // Names of the repository, with `/` whatever the system.
        changes.extend(file.path().to_str().map(|p| Change::create(p.replace('\\', "/"), file.contents())));
    }
    folder.dirs().for_each(|inner| collect(inner, changes));
}
