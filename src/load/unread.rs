//! Files in the folder of records that are not read: who put them there may think that they are.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::codes::RECORD_FILE_UNREAD;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::{Asset, Evidence};
use crate::source::{Fatal, Sources, has_folder, walk_all};

/// How many files a note names.
const NAMED: usize = 10;

/// What of the files is read, shown or named.
pub(super) struct Known<'a> {
    pub(super) sources: &'a Sources,
    pub(super) assets: &'a [Asset],
    pub(super) evidence: &'a Evidence,
}

/// Names the files that are not, in one note.
///
/// # Errors
/// When a folder cannot be listed.
pub(super) fn report(root: &Path, config: &Config, known: &Known, out: &mut Vec<Diagnostic>) -> Result<(), Fatal> {
    if !has_folder(root, &config.records)? {
        return Ok(());
    }
    let sources = known.sources.iter().map(|(_, source)| source.path.as_str());
    let shown = known.assets.iter().map(|asset| asset.path.as_str());
    let evidence = known.evidence.files.iter().map(|file| file.path.as_str());
    let read: FxHashSet<&str> = sources.chain(shown).chain(evidence).collect();
    let reviews = format!("{}/", config.reviews);
    // What cannot be listed was told by those who had to read it; hidden folders nobody had to.
    let Ok(all) = walk_all(root, &config.records) else { return Ok(()) };
    let unread: Vec<&str> =
        all.iter().map(String::as_str).filter(|path| !path.starts_with(&reviews) && !read.contains(path) && may_be_meant(path)).collect();
    if unread.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = unread.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    let more = match unread.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let words = match unread.len() {
        1 => format!("{} lies in the folder of records and is not read", names[0]),
        _ => format!("{}{more} lie in the folder of records and are not read", names.join(", ")),
    };
    out.push(Diagnostic::global(&RECORD_FILE_UNREAD, words));
    Ok(())
}

/// Whether somebody may take a file for records: all but a README, and of what is hidden only what would be read otherwise. What
/// could not be read is told elsewhere.
fn may_be_meant(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    let is_read = [".yaml", ".yml", ".md"].iter().any(|ending| name.ends_with(ending));
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    match (is_hidden, is_read) {
        (true, is_read) => is_read,
        (false, true) => false,
        (false, false) => name.split('.').next() != Some("readme"),
    }
}
