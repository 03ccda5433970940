//! `techfile show`.

use clap::{Args as Group, ValueEnum};

use super::exit::{CLEAN, refuse};
use super::global::{Global, place};
use super::{date, print};
use crate::ops;
use crate::source::Fatal;

/// What `show` is told.
#[derive(Debug, Group)]
pub(super) struct ShowOne {
    /// The record's id.
    id: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Ways of printing a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people.
    Text,
    /// As the snapshot has it.
    Json,
}

/// Prints a record.
pub(super) fn run(global: &Global, given: &ShowOne) -> Result<u8, Fatal> {
    let place = place(global)?;
    let checked = match ops::check(&place, &|config| date::as_of(global.as_of.as_deref(), config, &place)) {
        Ok(checked) => checked,
        Err(stopped) => return Err(refuse(stopped)),
    };
    let as_json = given.format == Form::Json;
    let text = ops::show(&checked, &given.id, as_json).map_err(|fatal| match fatal.help {
        None if checked.stops() => fatal.help("it may stand in what could not be read; `techfile check` shows that"),
        _ => fatal,
    })?;
    if as_json { print::json_text(&text) } else { print::out(&print::plain(&text)) }?;
    if checked.stops() {
        return Err(Fatal::new("show", "some input could not be read, and what it says is missing here").help("`techfile check` shows it"));
    }
    Ok(CLEAN)
}
