//! `techfile schema`.

use super::args::Args;
use super::{CLEAN, around, show};
use crate::ops;
use crate::source::Fatal;

/// Prints the schema of the project at hand; outside of every project, that of the built-in kinds.
pub(super) fn run(args: &Args) -> Result<u8, Fatal> {
    show::json_text(&ops::json_schema(around(args)?.as_ref())?)?;
    Ok(CLEAN)
}
