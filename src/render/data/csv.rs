//! A table as CSV (RFC 4180, UTF-8).

use super::plain::plain;
use crate::render::Context;
use crate::report::Table;

/// The bytes: a header of column keys, then the rows.
pub fn csv(cx: &Context, table: &Table) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has as many cells as there are columns.
    let _ = writer.write_record(table.columns.iter().map(|c| &c.key));
    for row in &table.rows {
        let _ = writer.write_record(row.cells.iter().map(|c| plain(cx, c)));
    }
    writer.into_inner().unwrap_or_default()
}
