//! `techfile rename`: another id for a record, wherever it is mentioned.

mod leaf;
mod plan;
mod word;

pub use plan::{Left, Mention};

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::edit::{Change, Edit};
use super::{Place, open, unknown};
use crate::diag::Diagnostic;
use crate::judge::fingerprint;
use crate::load::id_fault;
use crate::model::Project;
use crate::source::{Fatal, odd_words, read_text};
use crate::store::Disk;

/// What a renaming does, or would do.
#[derive(Debug, Clone, Default)]
pub struct Renaming {
    /// The mentions, in the order of files and lines.
    pub mentions: Vec<Mention>,
    /// Files that get another name: from, to.
    pub moved: Vec<(String, String)>,
    /// What looks like a mention and stays.
    pub left: Vec<Left>,
    changes: Vec<Change>,
}

/// Finds all mentions of a record; with `write`, renames them. Files are changed all or none; afterwards the links are
/// the same between the same records, otherwise the files are restored.
///
/// # Errors
/// When the project cannot be read, there is no such record, the new id is none or is taken, something lies in the way
/// of a file, another run edits the project, or the disk refuses.
pub fn rename(disk: &Disk, place: &Place, old: &str, new: &str, write: bool) -> Result<Renaming, Fatal> {
    // Nobody may change what is read before it is written.
    let edit = if write { Some(Edit::begin(disk, &place.root, "techfile rename")?) } else { None };
    let (project, findings) = open::project(place)?;
    refuse(&project, old, new)?;
    let renaming = plan::plan(&place.root, &project, old, new)?;
    let Some(mut edit) = edit else { return Ok(renaming) };
    edit.apply(&renaming.changes)?;
    let renamed = check(place, (&project, &findings), old, new);
    match renamed.and_then(|renamed| carried(&place.root, &project, &renamed, old, new)) {
        Ok(reviews) => edit.apply(&reviews)?,
        Err(fault) => {
            edit.undo()?;
            return Err(Fatal::new(old, fault).help("all files are again as they were"));
        }
    }
    edit.keep()?;
    Ok(renaming)
}

fn refuse(project: &Project, old: &str, new: &str) -> Result<(), Fatal> {
    if project.by_id(old).is_none() {
        return Err(unknown::record(project, old));
    }
    if let Some(fault) = id_fault(new) {
        return Err(Fatal { help: odd_words(new), ..Fatal::new(new, format!("no valid id: {fault}")) });
    }
    if old == new {
        return Err(Fatal::new(new, "the record has this id already"));
    }
    if let Some(other) = project.records.iter().find(|r| r.id != old && r.id.eq_ignore_ascii_case(new)) {
        return Err(Fatal::new(new, format!("`{}` exists already", other.id)).help("ids are unique ignoring case: choose another"));
    }
    // What leads to nothing now would lead to the renamed record.
    match project.graph.written.iter().find(|l| l.target.split('#').next() == Some(new)) {
        Some(link) => {
            let source = project.sources.get(link.span.file);
            let (line, column) = source.position(link.span.start);
            let words = format!("`{}` links to this id, which no record has yet", project.record(link.record).id);
            Err(Fatal::new(format!("{}:{line}:{column}", source.path), words).help("correct that link first, or choose another id"))
        }
        None => Ok(()),
    }
}

/// Files of reviews in which the fingerprints of records that mention the id are those with the new one: a renaming changes
/// no meaning, and must make no link suspect.
fn carried(root: &Path, project: &Project, renamed: &Project, old: &str, new: &str) -> Result<Vec<Change>, String> {
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    let mut files: BTreeSet<&str> = BTreeSet::new();
    for review in &project.reviews {
        for record in review.links.iter().flat_map(|l| [l.from, l.to]) {
            let id = &project.record(record).id;
            let Some(after) = renamed.by_id(if id == old { new } else { id }) else { continue };
            let (was, is) = (fingerprint(project, record), fingerprint(renamed, after));
            if was != is {
                moved.insert(was, is);
                files.insert(&project.sources.get(review.file).path);
            }
        }
    }
    let change = |path: &&str| {
        let text = read_text(root, path).map_err(|fatal| fatal.to_string())?;
        // Each once: a new fingerprint is never an old one again.
        let after = moved.iter().fold(text.clone(), |text, (was, is)| text.replace(was, is));
        Ok((text != after).then(|| Change::replace(*path, text.into_bytes(), after)))
    };
    files.iter().filter_map(|path| change(path).transpose()).collect()
}

/// Whether the links are the same between the same records, and nothing is found that was not there before. The project
/// with the new id.
fn check(place: &Place, before: (&Project, &[Diagnostic]), old: &str, new: &str) -> Result<Project, String> {
    let (project, findings) = open::under_edit(place).map_err(|e| format!("with the new id the project cannot be read: {e}"))?;
    if shape(&project, "", "") != shape(before.0, old, new) {
        return Err("with the new id the records or their links would not be the same".to_owned());
    }
    let (counts, were) = (count(&findings), count(before.1));
    match counts.iter().find(|(code, n)| were.get(*code) != Some(n)) {
        Some((code, _)) => Err(format!("with the new id there would be more or other findings `{code}`")),
        None => Ok(project),
    }
}

type Link = (String, u16, String, Option<String>);

/// Records with their kinds, and the links between them, with one id replaced by another.
fn shape(project: &Project, old: &str, new: &str) -> (BTreeMap<String, u16>, BTreeSet<Link>) {
    let name = |id: &str| if id == old { new.to_owned() } else { id.to_owned() };
    let records = project.records.iter().map(|r| (name(&r.id), r.kind.0)).collect();
    let id = |record| name(&project.record(record).id);
    (records, project.graph.edges.iter().map(|e| (id(e.from), e.link.0, id(e.to), e.fragment.clone())).collect())
}

fn count(findings: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    findings.iter().for_each(|f| *counts.entry(f.code.name).or_default() += 1);
    counts
}
