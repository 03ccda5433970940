//! Everything that outputs print, built once.

use super::{Context, Outline, Sheet, Summary, Table, outline, sheets, summary, tables};

/// Everything that outputs print.
#[derive(Debug, Default)]
pub struct Contents<'a> {
    /// Every table.
    pub tables: Vec<Table>,
    /// The sheet of each record.
    pub sheets: Vec<Sheet<'a>>,
    /// The counts.
    pub summary: Summary,
    /// Which documents there are, and what stands in them.
    pub outline: Outline,
}

impl<'a> Contents<'a> {
    /// All of it.
    pub fn of(cx: Context<'a>) -> Self {
        let (tables, records) = rayon::join(|| tables(cx), || Self::of_records(cx));
        Self { outline: outline(cx, &tables), tables, ..records }
    }

    /// Sheets and counts only: no tables.
    pub fn of_records(cx: Context<'a>) -> Self {
        Self { tables: Vec::new(), sheets: sheets(cx), summary: summary(cx), outline: Outline::default() }
    }
}
