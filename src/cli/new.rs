//! `techfile new`.

use std::path::PathBuf;

use clap::Args as Group;

use super::exit::CLEAN;
use super::global::{Global, place};
use super::print;
use crate::ops::{self, NewRecord};
use crate::source::Fatal;
use crate::store::Disk;

/// What `new` is told.
#[derive(Debug, Group)]
pub(super) struct New {
    /// The kind of record: requirement, risk, test …
    kind: String,
    /// Its title.
    #[arg(long)]
    title: Option<String>,
    /// Its id; without it, the next free one of the kind.
    #[arg(long)]
    id: Option<String>,
    /// The file to add it to, or to create; without it, where most records of the kind stand.
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// Print what would be written, and where; write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Adds a record and says where it stands.
pub(super) fn run(global: &Global, given: &New) -> Result<u8, Fatal> {
    let file = given.file.as_deref().map(std::path::absolute).transpose().map_err(|e| Fatal::new(".", format!("cannot open the current folder: {e}")))?;
    let wanted = NewRecord { kind: &given.kind, title: given.title.as_deref(), id: given.id.as_deref(), file: file.as_deref(), dry_run: given.dry_run };
    let place = place(global)?;
    if !given.dry_run {
        print::recovered(&place.root)?;
    }
    let added = ops::add(&Disk::default(), &place, &wanted)?;
    let line = format!("{}:{}", added.path, added.line);
    if given.dry_run {
        print::out(&print::plain(&format!("{line}\n{}", added.text)))?;
    } else {
        print::done(&print::plain(&format!("{line}\n")), &format!("the record was added at {line}"))?;
    }
    Ok(CLEAN)
}
