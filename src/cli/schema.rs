//! `techfile schema`.

use clap::ValueEnum;

use super::exit::CLEAN;
use super::global::{Global, around};
use super::print;
use crate::ops;
use crate::source::Fatal;

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Of {
    /// The record files of the project at hand; outside of every project, those of the built-in kinds.
    Records,
    /// The snapshot that a build writes and a release freezes.
    Snapshot,
}

/// Prints a schema.
pub(super) fn run(global: &Global, of: Of) -> Result<u8, Fatal> {
    match of {
        Of::Records => print::json_text(&ops::json_schema(around(global)?.as_ref())?)?,
        Of::Snapshot => print::json(&ops::snapshot_schema())?,
    }
    Ok(CLEAN)
}
