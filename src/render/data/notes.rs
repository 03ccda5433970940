//! What stands over and under the tables, as CSV: a table of rows alone would not say what was left out of it.

use super::csv::csv_of;
use crate::render::Publication;

/// The bytes: table and note, a note a row, in the order of the tables.
pub(super) fn csv(cx: &Publication) -> Vec<u8> {
    let notes = |table: &crate::report::Table| {
        let key = table.key.clone();
        table.notes.iter().chain(&table.footer).map(move |note| vec![key.clone(), cx.words(note)]).collect::<Vec<_>>()
    };
    csv_of(std::iter::once(vec!["table".to_owned(), "note".to_owned()]).chain(cx.tables.iter().flat_map(notes)))
}
