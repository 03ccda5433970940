//! `techfile import`.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand};

use super::exit::CLEAN;
use super::global::{Global, place};
use super::print;
use crate::ops;
use crate::source::Fatal;
use crate::store::Disk;

/// What `import` is told.
#[derive(Debug, Group)]
pub(super) struct Import {
    #[command(subcommand)]
    format: Format,
}

/// What can be imported.
#[derive(Debug, Subcommand)]
enum Format {
    /// SOUP records from bills of materials: CycloneDX, SPDX, lock files. Each shipped component
    /// without a record gets one, in a new file; what differs in the records that are there is proposed, never written.
    Sbom {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print what would be written, and where; write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Writes the records and prints what is proposed.
pub(super) fn run(global: &Global, given: &Import) -> Result<u8, Fatal> {
    let Format::Sbom { files, dry_run } = &given.format;
    let place = place(global)?;
    if !dry_run {
        print::recovered(&place.root)?;
    }
    let imported = ops::import_sbom(&Disk::default(), &place, files, *dry_run)?;
    let mut text = String::new();
    if !imported.added.is_empty() {
        text += &format!("{}\n", imported.path);
    }
    if *dry_run {
        text += &imported.text;
    } else {
        imported.added.iter().for_each(|(id, title)| text += &format!("  {id} {title}\n"));
    }
    for p in &imported.proposals {
        let old = if p.old.is_empty() { "nothing" } else { &p.old };
        text += &format!("{}: {} {old} -> {}\n", p.record, p.field, p.new);
    }
    let text = print::plain(&text);
    if *dry_run || imported.added.is_empty() { print::out(&text) } else { print::done(&text, &format!("{} was written", imported.path)) }?;
    imported.doubts.iter().for_each(|doubt| print::err(&format!("warning: {}\n", print::plain(doubt))));
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let done = if *dry_run { "would be written" } else { "written" };
    let (records, changes) = (counted(imported.added.len(), "record"), counted(imported.proposals.len(), "change"));
    print::err(&format!("{records} {done}, {changes} proposed\n"));
    Ok(CLEAN)
}
