//! `techfile init`: a small project that builds clean and says how it is written.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::edit::{self, Change};
use super::{Place, json_schema};
use crate::source::Fatal;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/ops/init");

/// The schema that the record files name.
const SCHEMA: &str = "record.schema.json";

/// Writes a new project into a folder, which is made where there is none. Returns its files.
///
/// # Errors
/// When one of them is there already, or the disk refuses; nothing is written then.
pub fn init(folder: &Path) -> Result<Vec<String>, Fatal> {
    let mut changes = Vec::new();
    collect(&FILES, &mut changes);
    changes.push(Change::create(SCHEMA, ""));
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    let there: Vec<&str> = changes.iter().map(|c| c.path.as_str()).filter(|p| folder.join(p).symlink_metadata().is_ok()).collect();
    if !there.is_empty() {
        let words = format!("nothing was written: these files are there already: {}", there.join(", "));
        return Err(Fatal::new(folder.display(), words).help("choose an empty folder, or move them out of the way"));
    }
    let made = !folder.exists();
    std::fs::create_dir_all(folder).map_err(|e| Fatal::new(folder.display(), format!("cannot make the folder: {e}")))?;
    // The schema knows the new project's own declarations, so it can only be made from the rest.
    let (schema, rest): (Vec<Change>, Vec<Change>) = changes.into_iter().partition(|c| c.path == SCHEMA);
    let written = edit::apply(folder, &rest).and_then(|()| {
        let place = Place { root: folder.to_owned(), book: "book.toml".to_owned() };
        let schema = json_schema(Some(&place)).and_then(|text| edit::apply(folder, &[Change::create(SCHEMA, text)]));
        schema.inspect_err(|_| drop(edit::undo(folder, &rest)))
    });
    if let Err(fatal) = written {
        if made {
            // Only an empty folder can be removed like this.
            let _ = std::fs::remove_dir(folder);
        }
        return Err(fatal);
    }
    let mut paths: Vec<String> = rest.into_iter().chain(schema).map(|c| c.path).collect();
    paths.sort();
    Ok(paths)
}

fn collect(folder: &Dir, changes: &mut Vec<Change>) {
    for file in folder.files() {
        // Names of the repository, with `/` whatever the system.
        changes.extend(file.path().to_str().map(|p| Change::create(p.replace('\\', "/"), file.contents())));
    }
    folder.dirs().for_each(|inner| collect(inner, changes));
}
