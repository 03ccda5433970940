//! `techfile new`: a record with the next free id, in the file where its like stand.

pub(super) mod id;
mod skeleton;
mod target;

use std::path::Path;

use super::edit::{Change, Edit};
use super::{Place, open, unknown};
use crate::model::Project;
use crate::source::Fatal;
use crate::store::Disk;
use target::Target;

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct NewRecord<'a> {
    /// The name of the kind.
    pub kind: &'a str,
    /// The title; left out, its line is there as a comment.
    pub title: Option<&'a str>,
    /// The id; left out, the next free one.
    pub id: Option<&'a str>,
    /// The file to add to or to create, as an absolute path; left out, where most records of the kind stand.
    pub file: Option<&'a Path>,
    /// Whether to leave it at saying what would be done.
    pub dry_run: bool,
}

/// A record that was added, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: String,
    /// Its file, relative to the project.
    pub path: String,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// The lines that were written.
    pub text: String,
}

/// Adds a record. Every other record is afterwards as it was; otherwise the file is restored.
///
/// # Errors
/// When the project or a frozen release cannot be read, the kind or file is not fit for it, the id is taken or none, or
/// another run edits the project, or the disk refuses.
pub fn add(disk: &Disk, place: &Place, wanted: &NewRecord) -> Result<Added, Fatal> {
    // Nobody may take the id, or change the file, before it is written.
    let edit = if wanted.dry_run { None } else { Some(Edit::begin(disk, &place.root, "techfile new")?) };
    let (project, _) = open::project(place)?;
    let kind = unknown::kind(&project.schema, wanted.kind)?;
    let frozen = id::frozen(&project)?;
    let id = match wanted.id {
        Some(id) => id::free(&project, &frozen, id).map(|()| id.to_owned())?,
        None => id::next(&project, &frozen, kind)?,
    };
    let title = wanted.title.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
    let target = match wanted.file {
        Some(file) => target::given(&place.root, &project, file)?,
        None => target::usual(&project, kind, &id, title.as_deref()),
    };
    let skeleton = skeleton::Skeleton { schema: &project.schema, kind, id: &id, title: title.as_deref() };
    let (change, line, text) = match target {
        Target::Fresh { path, first } => {
            let text = skeleton.file(path.to_ascii_lowercase().ends_with(".md"), first.as_deref());
            let line = 1 + usize::from(first.is_some() || text.starts_with("---"));
            (Change::create(path, text.as_str()), line, text)
        }
        Target::Entry { path, text, many } => {
            let (new, line, entry) = target::appended(&text, &many, |newline| skeleton.entry(&many, newline));
            (Change::replace(path, text.as_bytes(), new), line, entry)
        }
    };
    let added = Added { id, path: change.path.clone(), line, text };
    if let Some(mut edit) = edit {
        edit.apply(std::slice::from_ref(&change))?;
        if let Err(fault) = check(place, &project, &added.id) {
            edit.undo()?;
            return Err(Fatal::new(&added.path, fault).help("the file is again as it was; write the record by hand, or give another --file"));
        }
        edit.keep()?;
    }
    Ok(added)
}

/// Whether the new record is there, and nothing else is different.
fn check(place: &Place, before: &Project, id: &str) -> Result<(), String> {
    let (after, _) = open::under_edit(place).map_err(|e| format!("with the new record the project cannot be read: {e}"))?;
    if after.by_id(id).is_none() {
        return Err("the new record is not read from there".to_owned());
    }
    let mut all = open::said(&after);
    all.remove(id);
    let old = open::said(before);
    match old.iter().find(|(id, said)| all.get(*id) != Some(said)) {
        Some((other, _)) => Err(format!("the new record would change `{other}`")),
        None if all.len() == old.len() => Ok(()),
        None => Err("more than one record would be added".to_owned()),
    }
}
