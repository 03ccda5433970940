//! `techfile schema`.

use super::args::Args;
use super::{CLEAN, place, show};
use crate::ops;
use crate::source::Fatal;

/// Prints the schema of the project at hand; outside of every project, that of the built-in kinds.
pub(super) fn run(args: &Args) -> Result<u8, Fatal> {
    let place = match place(args) {
        Err(fatal) if args.book.is_some() => return Err(fatal),
        found => found.ok(),
    };
    show::json_text(&ops::json_schema(place.as_ref())?);
    Ok(CLEAN)
}
