//! `techfile rename`.

use clap::Args as Group;

use super::exit::CLEAN;
use super::global::{Global, place};
use super::print;
use crate::ops::{self, Mention};
use crate::source::Fatal;
use crate::store::Disk;

/// What `rename` is told.
#[derive(Debug, Group)]
pub(super) struct Rename {
    /// The record's id.
    old: String,
    /// The id that it shall have.
    new: String,
    /// Change the files; without it, they are only listed.
    #[arg(long)]
    write: bool,
}

/// Lists every mention of a record, and renames them when told to.
pub(super) fn run(global: &Global, given: &Rename) -> Result<u8, Fatal> {
    let place = place(global)?;
    if given.write {
        print::recovered(&place.root)?;
    }
    let renaming = ops::rename(&Disk::default(), &place, &given.old, &given.new, given.write)?;
    let line = |m: &Mention| {
        let short: String = m.line.chars().take(160).collect();
        format!("{}:{}:{}: {short}{}", m.path, m.at.0, m.at.1, if short.len() < m.line.len() { "…" } else { "" })
    };
    let mut text = String::new();
    renaming.mentions.iter().for_each(|m| text += &format!("{}\n", line(m)));
    renaming.moved.iter().for_each(|(from, to)| text += &format!("{from} becomes {to}\n"));
    if !renaming.left.is_empty() {
        text += "\nleft alone:\n";
        renaming.left.iter().for_each(|l| text += &format!("{} ({})\n", line(&l.place), l.why));
    }
    let mut files: Vec<&str> = renaming.mentions.iter().map(|m| m.path.as_str()).collect();
    files.dedup();
    let (mentions, files) = (renaming.mentions.len(), files.len());
    let counted = format!("{mentions} {} in {files} {}", if mentions == 1 { "mention" } else { "mentions" }, if files == 1 { "file" } else { "files" });
    if given.write {
        print::done(&print::plain(&text), "the record was renamed")?;
        print::err(&print::plain(&format!("renamed {} to {}: {counted}\n", given.old, given.new)));
    } else {
        print::out(&print::plain(&text))?;
        print::err(&print::plain(&format!("{counted}; nothing was changed: `techfile rename {} {} --write` does it\n", given.old, given.new)));
    }
    Ok(CLEAN)
}
