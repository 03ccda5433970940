//! `techfile list`.

use clap::ValueEnum;

use super::exit::{CLEAN, COULD_NOT_RUN, refuse};
use super::global::{Global, place};
use super::{date, print};
use crate::ops::{self, Refused, Wanted};
use crate::source::Fatal;

/// What to list, and how.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// The kind of record; without it, all kinds.
    kind: Option<String>,
    /// Only records for which this holds, as `status = approved and not has verified_by`.
    #[arg(long = "where", value_name = "QUERY")]
    query: Option<String>,
    /// Columns: fields, links, `id`, `kind`, `title`, `class`, `verdict`, `file` …
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// How to print the list.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

/// Ways of printing a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// Aligned columns.
    Text,
    /// RFC 4180.
    Csv,
    /// One JSON array.
    Json,
}

/// Prints the list on standard output, how many of how many on standard error.
pub(super) fn run(global: &Global, list: &List) -> Result<u8, Fatal> {
    let place = place(global)?;
    let checked = match ops::check(&place, &|config| date::as_of(global.as_of.as_deref(), config, &place)) {
        Ok(checked) => checked,
        Err(stopped) => return Err(refuse(stopped)),
    };
    if checked.stops() {
        // What cannot be read would be missing from the list, and from what verdicts rest on.
        print::unread(&checked.findings, &checked.project.sources);
        return Err(Fatal::new("list", "nothing was listed: some input could not be read").help("resolve the findings above"));
    }
    let wanted = Wanted { kind: list.kind.as_deref(), query: list.query.as_deref(), columns: &list.columns };
    let listed = match ops::list(&checked, &wanted) {
        Ok(listed) => listed,
        Err(Refused::Fatal(fatal)) => return Err(fatal),
        Err(Refused::Query(errors)) => {
            for error in &errors {
                print::query(error, list.query.as_deref().unwrap_or_default());
            }
            return Ok(COULD_NOT_RUN);
        }
    };
    match list.format {
        ListFormat::Text => print::out(&listed.text()),
        ListFormat::Csv => print::out(&listed.csv()),
        ListFormat::Json => print::json(&listed.json()),
    }?;
    print::err(&format!("{} of {} records\n", listed.rows.len(), listed.of));
    Ok(CLEAN)
}
