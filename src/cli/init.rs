//! `techfile init`.

use std::path::PathBuf;

use clap::Args as Group;

use super::exit::CLEAN;
use super::print;
use crate::ops;
use crate::source::Fatal;
use crate::store::Disk;

/// What `init` is told.
#[derive(Debug, Group)]
pub(super) struct Init {
    /// The folder; without it, the one at hand.
    #[arg(default_value = ".")]
    dir: PathBuf,
}

/// Writes a new project and lists its files.
pub(super) fn run(given: &Init) -> Result<u8, Fatal> {
    print::recovered(&given.dir)?;
    let files = ops::init(&Disk::default(), &given.dir)?;
    let lines: String = files.iter().map(|path| format!("{}\n", given.dir.join(path).display())).collect();
    print::done(&print::plain(&lines), "the project was written")?;
    print::err("a new project is there: look at its records, then try `techfile check` and `techfile build` in it\n");
    Ok(CLEAN)
}
