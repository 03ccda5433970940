//! `techfile rename`.

use clap::Args as Group;

use super::args::Args;
use super::{CLEAN, place, show};
use crate::ops::{self, Mention};
use crate::source::Fatal;
use crate::store::Disk;

/// What `rename` is told.
#[derive(Debug, Group)]
pub(super) struct Own {
    /// The record's id.
    old: String,
    /// The id that it shall have.
    new: String,
    /// Change the files; without it, they are only listed.
    #[arg(long)]
    write: bool,
}

/// Lists every mention of a record, and renames them when told to.
pub(super) fn run(args: &Args, own: &Own) -> Result<u8, Fatal> {
    let place = place(args)?;
    if own.write {
        show::recovered(&place.root)?;
    }
    let renaming = ops::rename(&Disk::default(), &place, &own.old, &own.new, own.write)?;
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
    if own.write {
        show::done(&show::plain(&text), "the record was renamed")?;
        show::err(&show::plain(&format!("renamed {} to {}: {counted}\n", own.old, own.new)));
    } else {
        show::out(&show::plain(&text))?;
        show::err(&show::plain(&format!("{counted}; nothing was changed: `techfile rename {} {} --write` does it\n", own.old, own.new)));
    }
    Ok(CLEAN)
}
