//! CSV (RFC 4180, UTF-8) that a spreadsheet opens as text.

use super::plain::plain;
use crate::render::Publication;
use crate::report::Table;

/// A table: a header of column keys, then the rows.
pub fn csv(cx: &Publication, table: &Table) -> Vec<u8> {
    let head = table.columns.iter().map(|c| c.key.clone()).collect::<Vec<_>>();
    let rows = table.rows.iter().map(|row| row.cells.iter().map(|c| plain(cx, c)).collect());
    csv_of(std::iter::once(head).chain(rows))
}

/// Lines of cells, of which every line has as many as the first.
pub fn csv_of(lines: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        // Writing to memory cannot fail.
        let _ = writer.write_record(line.into_iter().map(inert));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before a first character that could begin one, as
/// OWASP advises. Control characters other than tab and line end become U+FFFD.
fn inert(mut cell: String) -> String {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if cell.contains(control) {
        cell = cell.replace(control, "\u{fffd}");
    }
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        cell.insert(0, '\'');
    }
    cell
}
