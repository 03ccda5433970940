//! Rows of tables whose cells are not what they seem in the file.

/// What of a row is not shown as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// It has more cells than the head: how many.
    Cells(usize),
    /// A bar ends a cell in the middle of code or of a link to a record.
    Split,
}

/// What is lost of a row in a table of so many columns.
pub(super) fn lost(row: &str, columns: usize) -> Option<Lost> {
    let cells = cells(row);
    if cells.len() > columns {
        return Some(Lost::Cells(cells.len()));
    }
    let is_open = |cell: &&str| cell.matches('`').count() % 2 == 1 || cell.matches("[[").count() > cell.matches("]]").count();
    cells.iter().any(is_open).then_some(Lost::Split)
}

/// The cells of a row as GitHub splits it: at each bar that no backslash stands before, also inside code.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let (mut cells, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            cells.push(&row[from..at]);
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !row[from..].trim().is_empty() {
        cells.push(&row[from..]);
    }
    cells
}

/// Lines of dashes and bars that make no table of the line above them, as they have more or fewer cells: their places, with the
/// numbers of cells above and of their own. `known` says whether a place lies in a table, in code or in HTML.
pub(super) fn no_tables(text: &str, known: impl Fn(usize) -> bool) -> Vec<(std::ops::Range<usize>, usize, usize)> {
    let (mut found, mut at, mut above) = (Vec::new(), 0, "");
    for line in text.split_inclusive('\n') {
        let written = line.trim();
        let from = at + line.len() - line.trim_start().len();
        if is_delimiter(written) && above.contains('|') && !known(from) {
            found.push((from..from + written.len(), cells(above).len(), cells(written).len()));
        }
        above = line.trim();
        at += line.len();
    }
    found
}

/// Whether a line looks like the one between the head of a table and its rows.
fn is_delimiter(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}
