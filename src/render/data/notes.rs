//! What stands over and under the tables, as CSV: a table of rows alone would not say what was left out of it.

use crate::render::Context;

/// The bytes: table and note, a note a row, in the order of the tables.
pub(super) fn csv(cx: &Context) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has two cells.
    let _ = writer.write_record(["table", "note"]);
    for table in cx.tables {
        for note in table.notes.iter().chain(&table.footer) {
            let _ = writer.write_record([&table.key, &cx.words(note)]);
        }
    }
    writer.into_inner().unwrap_or_default()
}
