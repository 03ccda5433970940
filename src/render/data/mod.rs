//! Data files: every table as CSV, their notes, the snapshot as JSON.

mod contents;
mod csv;
mod notes;
mod plain;
mod snapshot;

pub use self::csv::{csv, csv_of};
pub use plain::{line, plain};
pub use snapshot::{record, snapshot};

use std::path::Path;

use rayon::prelude::*;

use super::Publication;
use crate::source::Fatal;
use crate::store::Sink;

/// Where the data files lie in the output folder.
pub const FOLDER: &str = "data";

/// The name of the snapshot in the folder.
pub const SNAPSHOT: &str = "snapshot.json";

/// Writes all data files.
///
/// # Errors
/// When the sink refuses.
pub fn render(cx: &Publication, _: &Path, sink: &Sink) -> Result<(), Fatal> {
    let tables = || cx.tables.par_iter().try_for_each(|table| sink.put(&format!("{FOLDER}/{}.csv", table.key), &csv(cx, table)));
    let (snapshot, tables) = rayon::join(|| sink.put(&format!("{FOLDER}/{SNAPSHOT}"), &snapshot_bytes(cx)), tables);
    tables?;
    sink.put(&format!("{FOLDER}/notes.csv"), &notes::csv(cx))?;
    snapshot
}

/// The snapshot as it is written.
pub fn snapshot_bytes(cx: &Publication) -> Vec<u8> {
    // A struct of strings, numbers and JSON values always has a form in JSON.
    let mut bytes = serde_json::to_vec_pretty(&snapshot(cx)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
