//! Data files: every table as CSV, their notes, the snapshot as JSON.

mod csv;
mod notes;
mod plain;
mod snapshot;

pub use self::csv::{csv, csv_of};
pub use plain::{line, plain};
pub use snapshot::{record, snapshot};

use rayon::prelude::*;

use super::{Context, html, route};
use crate::source::Fatal;
use crate::store::Sink;

/// Where the data files lie in the output folder.
pub const FOLDER: &str = "data";

/// The name of the snapshot in the folder.
pub const SNAPSHOT: &str = "snapshot.json";

/// Writes all data files; with the site, also the CSV that its pages link to.
///
/// # Errors
/// When the sink refuses.
pub fn render(cx: &Context, with_site: bool, with_data: bool, sink: &Sink) -> Result<(), Fatal> {
    cx.tables.par_iter().try_for_each(|table| {
        let bytes = csv(cx, table);
        if with_site {
            sink.put(&format!("{}/{}", html::FOLDER, route::table_csv(&table.key)), &bytes)?;
        }
        if with_data {
            sink.put(&format!("{FOLDER}/{}.csv", table.key), &bytes)?;
        }
        Ok(())
    })?;
    if with_data {
        sink.put(&format!("{FOLDER}/notes.csv"), &notes::csv(cx))?;
        sink.put(&format!("{FOLDER}/{SNAPSHOT}"), &snapshot_bytes(cx))?;
    }
    Ok(())
}

/// The snapshot as it is written.
pub fn snapshot_bytes(cx: &Context) -> Vec<u8> {
    // A struct of strings, numbers and JSON values always has a form in JSON.
    let mut bytes = serde_json::to_vec_pretty(&snapshot(cx)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
