//! `techfile init`.

use std::path::PathBuf;

use clap::Args as Group;

use super::{CLEAN, show};
use crate::ops;
use crate::source::Fatal;
use crate::store::Disk;

/// What `init` is told.
#[derive(Debug, Group)]
pub(super) struct Own {
    /// The folder; without it, the one at hand.
    #[arg(default_value = ".")]
    dir: PathBuf,
}

/// Writes a new project and lists its files.
pub(super) fn run(own: &Own) -> Result<u8, Fatal> {
    show::recovered(&own.dir)?;
    let files = ops::init(&Disk::default(), &own.dir)?;
    let lines: String = files.iter().map(|path| format!("{}\n", own.dir.join(path).display())).collect();
    show::done(&show::plain(&lines), "the project was written")?;
    show::err("a new project is there: look at its records, then try `techfile check` and `techfile build` in it\n");
    Ok(CLEAN)
}
