//! `techfile import sbom`: a record of SOUP for each shipped component that has none, in a file of their own; for the records
//! that are there only proposals. What a person wrote is never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::super::edit::{Change, Edit};
use super::super::new::id;
use super::super::{Place, open};
use crate::judge::{Compared, Match, compare};
use crate::load::{mark_own, sbom_doubts, sbom_of};
use crate::model::{Component, Hash, Project, RecordId, Sbom, says_something};
use crate::source::{Fatal, FileId, text_of};
use crate::store::Disk;

/// What an import wrote, or would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The new file, relative to the project.
    pub path: String,
    /// What stands in it; empty where no record is missing.
    pub text: String,
    /// The new records: id and title.
    pub added: Vec<(String, String)>,
    /// What could be changed in the records that are there.
    pub proposals: Vec<Proposal>,
    /// What is doubtful in the bills of materials: phrases.
    pub doubts: Vec<String>,
}

/// A change of a record that a person may want to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The record.
    pub record: String,
    /// Its field.
    pub field: &'static str,
    /// What stands there; empty for nothing.
    pub old: String,
    /// What the bill of materials says.
    pub new: String,
}

/// Writes a record for each shipped component of some bills of materials that no record is about, and says what differs in
/// the others. `files` are the user's paths, from the current folder. With `dry`, nothing is written.
///
/// # Errors
/// When the project, a frozen release or a bill of materials cannot be read, another run edits the project, the disk refuses,
/// or another record would not be as it was: nothing is changed then.
pub fn import_sbom(disk: &Disk, place: &Place, files: &[PathBuf], dry: bool) -> Result<Imported, Fatal> {
    // Nobody may take the ids before they are written.
    let edit = if dry { None } else { Some(Edit::begin(disk, &place.root, "techfile import")?) };
    let (project, _) = open::project(place)?;
    let mut sboms = files.iter().map(|file| read(file)).collect::<Result<Vec<Sbom>, Fatal>>()?;
    sboms.iter_mut().for_each(|sbom| mark_own(sbom, project.config.evidence.own_packages.as_deref()));
    let Some(kind) = project.schema.kinds_with("soup").next() else {
        return Err(Fatal::new("soup", "no kind of record has this role"));
    };
    let compared = compare(&project, &sboms);
    let missing: Vec<&Compared> = compared.iter().filter(|c| c.state == Match::NotListed).collect();
    let frozen = id::frozen(&project)?;
    let ids = id::several(&project, &frozen, kind, missing.len())?;
    // Who is about a component: the new record or the one that is there.
    let mut about: BTreeMap<(usize, usize), BTreeSet<&str>> = BTreeMap::new();
    for one in &compared {
        let record = one.record.map(|r| project.record(r).id.as_str());
        one.components.iter().for_each(|at| about.entry(*at).or_default().extend(record));
    }
    for (one, id) in missing.iter().zip(&ids) {
        one.components.iter().for_each(|at| about.entry(*at).or_default().extend([id.as_str()]));
    }
    let name = &project.schema.kind(kind).name;
    let sources = files.iter().map(|f| quoted(&f.display().to_string())).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "# Written by `techfile import sbom` from {sources}. Add to each what it is for, what it needs, and what is known of it.\nkind: {name}\nrecords:\n"
    );
    let mut added = Vec::new();
    for (one, id) in missing.iter().zip(&ids) {
        let needs = needs(one, &sboms, &about, id);
        let all: Vec<&Component> = one.components.iter().filter_map(|(s, c)| sboms.get(*s)?.components.get(*c)).collect();
        text += &entry(id, &all, &needs);
        added.extend(all.first().map(|c| (id.clone(), c.title())));
    }
    let path = free_path(place, &project, name, files);
    let proposals = proposals(&project, &sboms, &compared);
    let doubts = sboms.iter().flat_map(sbom_doubts).collect();
    if added.is_empty() {
        return Ok(Imported { path, text: String::new(), added, proposals, doubts });
    }
    if let Some(mut edit) = edit {
        edit.apply(&[Change::create(&path, text.as_str())])?;
        if let Err(fault) = check(place, &project, &ids) {
            edit.undo()?;
            return Err(Fatal::new(&path, fault).help("nothing was written"));
        }
        edit.keep()?;
    }
    Ok(Imported { path, text, added, proposals, doubts })
}

fn read(file: &Path) -> Result<Sbom, Fatal> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|e| Fatal::new(&shown, format!("cannot read the file: {e}")))?;
    let text = text_of(&shown, bytes)?;
    sbom_of(&shown, &text, FileId::default()).map_err(|fault| {
        let line = text.as_bytes().iter().take(fault.place.start).filter(|b| **b == b'\n').count() + 1;
        Fatal::new(format!("{shown}:{line}"), format!("the bill of materials cannot be read: {}", fault.words))
    })
}

/// The records of what a component needs.
fn needs<'a>(one: &Compared, sboms: &[Sbom], about: &BTreeMap<(usize, usize), BTreeSet<&'a str>>, own: &str) -> BTreeSet<&'a str> {
    let ends = one.components.iter().flat_map(|(s, c)| sboms[*s].needs(Some(*c as u32)).map(|to| (*s, to as usize)));
    ends.filter_map(|at| about.get(&at)).flatten().copied().filter(|id| *id != own).collect()
}

/// The lines of a record; of what several bills say the first.
fn entry(id: &str, all: &[&Component], needs: &BTreeSet<&str>) -> String {
    let first = |of: fn(&Component) -> Option<&String>| all.iter().find_map(|c| of(c)).cloned();
    let title = all.first().map_or_else(String::new, |c| c.name.split_whitespace().collect::<Vec<_>>().join(" "));
    let fields = [
        ("title", Some(title)),
        ("manufacturer", first(|c| c.supplier.as_ref())),
        ("version", first(|c| c.version.as_ref())),
        ("licence", first(|c| c.licence.as_ref())),
        ("cpe", first(|c| c.cpe.as_ref().filter(|c| c.starts_with("cpe:")))),
        ("purl", first(|c| c.purl.as_ref().filter(|p| p.starts_with("pkg:") && !p.contains(char::is_whitespace)))),
        ("hash", all.iter().find_map(|c| strongest(c))),
    ];
    let mut text = format!("  - id: {id}\n");
    for (name, value) in fields {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            text += &format!("    {name}: {}\n", quoted(&value));
        }
    }
    if !needs.is_empty() {
        text += &format!("    depends_on: [{}]\n", needs.iter().copied().collect::<Vec<_>>().join(", "));
    }
    text
}

/// The digest that says most, as a record writes it.
fn strongest(component: &Component) -> Option<String> {
    let usable = |h: &&Hash| h.value.len() >= 8 && h.value.bytes().all(|b| b.is_ascii_hexdigit());
    let best = component.hashes.iter().filter(usable).max_by_key(|h| (h.value.len(), *h))?;
    Some(format!("{}:{}", best.algorithm, best.value))
}

/// A text between quotes, on one line, that YAML and JSON read alike.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_default();
    let odd = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    json.chars().map(|c| if odd(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() }).collect()
}

/// A file that is not there yet, named for the first bill of materials.
fn free_path(place: &Place, project: &Project, kind: &str, files: &[PathBuf]) -> String {
    let name = files.first().and_then(|f| f.file_name()).and_then(|n| n.to_str()).unwrap_or("sbom").to_lowercase();
    let stem = name.split('.').find(|p| !p.is_empty()).unwrap_or("sbom");
    let safe: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).take(60).collect();
    let folder = if project.config.records.is_empty() { kind.to_owned() } else { format!("{}/{kind}", project.config.records) };
    let path = |number: usize| format!("{folder}/imported-{safe}{}.yaml", if number == 1 { String::new() } else { format!("-{number}") });
    (1..).map(path).find(|p| place.root.join(p).symlink_metadata().is_err()).unwrap_or_else(|| path(1))
}

/// What could be changed in the records that are there: what differs, and what they leave out. Of a record that is about
/// several versions nothing is proposed.
fn proposals(project: &Project, sboms: &[Sbom], compared: &[Compared]) -> Vec<Proposal> {
    let mut times: BTreeMap<RecordId, usize> = BTreeMap::new();
    compared.iter().filter_map(|c| c.record).for_each(|r| *times.entry(r).or_default() += 1);
    let mut proposals = Vec::new();
    for one in compared {
        let (Some(record), Some((s, c))) = (one.record.filter(|r| times.get(r) == Some(&1)), one.components.first()) else { continue };
        let component = &sboms[*s].components[*c];
        let version = one.state == Match::VersionDiffers || one.state == Match::VersionOpen && component.version.is_some();
        let fields = [
            ("manufacturer", component.supplier.clone(), false),
            ("version", component.version.clone(), version),
            ("licence", component.licence.clone(), one.licence_differs),
            ("purl", component.purl.clone(), version),
            ("hash", strongest(component), version || one.hash_differs.is_some()),
        ];
        for (field, new, differs) in fields {
            let old = project.text(record, field).map(str::trim).filter(|t| says_something(t)).unwrap_or_default();
            if let Some(new) = new.filter(|new| (differs || old.is_empty()) && new != old) {
                proposals.push(Proposal { record: project.record(record).id.clone(), field, old: old.to_owned(), new });
            }
        }
    }
    proposals.sort_by(|a, b| (&a.record, a.field).cmp(&(&b.record, b.field)));
    proposals
}

/// Whether the new records are there, and nothing else is different.
fn check(place: &Place, before: &Project, ids: &[String]) -> Result<(), String> {
    let (after, _) = open::under_edit(place).map_err(|e| format!("with the new records the project cannot be read: {e}"))?;
    let mut all = open::said(&after);
    if let Some(id) = ids.iter().find(|id| all.remove(id.as_str()).is_none()) {
        return Err(format!("the new record `{id}` is not read from there"));
    }
    let old = open::said(before);
    match old.iter().find(|(id, said)| all.get(*id) != Some(said)) {
        Some((other, _)) => Err(format!("the new records would change `{other}`")),
        None if all.len() == old.len() => Ok(()),
        None => Err("more records would be added than are meant".to_owned()),
    }
}
