//! What every command is told: which project, and as of when.

use std::path::PathBuf;

use clap::Args as Group;

use crate::ops::{self, Place};
use crate::source::Fatal;

/// The arguments of every command.
#[derive(Debug, Group)]
pub(super) struct Global {
    /// The settings file; without it, book.toml here or in a folder above.
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) book: Option<PathBuf>,
    /// The date from which age and expiry are measured: YYYY-MM-DD, or `today`.
    #[arg(long, global = true, value_name = "DATE")]
    pub(super) as_of: Option<String>,
}

/// The project that the arguments name, or else the one around the current folder, if there is one.
pub(super) fn around(global: &Global) -> Result<Option<Place>, Fatal> {
    ops::find(global.book.as_deref(), &here()?)
}

/// The project that the arguments name, or else the one around the current folder.
///
/// # Errors
/// When there is none.
pub(super) fn place(global: &Global) -> Result<Place, Fatal> {
    let none = |here: PathBuf| Fatal::new(here.display(), "no book.toml here or in a folder above").help("go into a project, or give --book PATH");
    around(global)?.map_or_else(|| Err(none(here()?)), Ok)
}

fn here() -> Result<PathBuf, Fatal> {
    std::env::current_dir().map_err(|e| Fatal::new(".", format!("cannot open the current folder: {e}")))
}
