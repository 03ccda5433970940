//! Ids that are free.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::load::id_fault;
use crate::model::{Entry, Project, State, Value, snapshot};
use crate::schema::KindId;
use crate::source::{Fatal, odd_words};

/// As much of a frozen snapshot as is needed, whatever else a later version holds.
#[derive(Deserialize)]
struct Frozen {
    records: Vec<FrozenRecord>,
}

#[derive(Deserialize)]
struct FrozenRecord {
    id: String,
}

/// All ids that a frozen release knows, in lower case, with the version.
///
/// # Errors
/// When a release or its snapshot cannot be read: an id in it could be given a second meaning.
pub(in crate::ops) fn frozen(project: &Project) -> Result<BTreeMap<String, String>, Fatal> {
    let dir = &project.config.release.dir;
    let mut ids = BTreeMap::new();
    if let Some((release, fault)) = project.archive.damage().next() {
        let shown = release.map_or_else(|| dir.clone(), |r| format!("{dir}/{}", r.version));
        return Err(Fatal::new(shown, fault.words()).help("`techfile verify` shows what is no longer as it was frozen"));
    }
    for release in &project.archive.releases {
        let version = &release.version;
        let shown = format!("{dir}/{version}");
        let Some(bytes) = release.snapshot().map_err(|fault| Fatal::new(&shown, fault.words()))? else { continue };
        let frozen: Frozen = snapshot::read(&bytes).map_err(|fault| Fatal::new(&shown, fault))?;
        ids.extend(frozen.records.into_iter().map(|r| (r.id.to_ascii_lowercase(), version.clone())));
    }
    Ok(ids)
}

/// Whether an id can be given to a new record.
pub(super) fn free(project: &Project, frozen: &BTreeMap<String, String>, id: &str) -> Result<(), Fatal> {
    if let Some(fault) = id_fault(id) {
        return Err(Fatal { help: odd_words(id), ..Fatal::new(id, format!("no valid id: {fault}")) });
    }
    if let Some((_, record)) = project.iter().find(|(_, r)| r.id.eq_ignore_ascii_case(id)) {
        let source = project.sources.get(record.span.file);
        let place = format!("{}:{}", source.path, source.position(record.span.start).0);
        return Err(Fatal::new(id, format!("`{}` exists already, at {place}", record.id)).help("ids are unique ignoring case: give another"));
    }
    match frozen.get(&id.to_ascii_lowercase()) {
        Some(version) => {
            let help = "an id is never given twice: give another, or write the record by hand if it is the same one";
            Err(Fatal::new(id, format!("the frozen release {version} has a record of this id")).help(help))
        }
        None => Ok(()),
    }
}

/// The next free id of a kind: the prefix that most of its records have, and the number after the highest.
pub(super) fn next(project: &Project, frozen: &BTreeMap<String, String>, kind: KindId) -> Result<String, Fatal> {
    Ok(several(project, frozen, kind, 1)?.concat())
}

/// The next free ids of a kind, so many. One that a record names already, though no record has it, is not free: that record
/// would say something else.
pub(in crate::ops) fn several(project: &Project, frozen: &BTreeMap<String, String>, kind: KindId, count: usize) -> Result<Vec<String>, Fatal> {
    // By prefix: how many, the highest number, its digits.
    let mut seen: BTreeMap<&str, (usize, u64, usize)> = BTreeMap::new();
    for record in project.of_kind(kind) {
        let Some((prefix, number, digits)) = numbered(&project.record(record).id) else { continue };
        let (count, highest, width) = seen.entry(prefix).or_default();
        *count += 1;
        if number >= *highest {
            (*highest, *width) = (number, digits.max(if number == *highest { *width } else { 0 }));
        }
    }
    let declared = project.schema.kind(kind);
    let usual = declared.prefix().map_or_else(|| declared.name.to_ascii_uppercase(), str::to_owned) + "-";
    // Of equally frequent ones the kind's own.
    let best = seen.iter().max_by_key(|(prefix, (count, ..))| (*count, **prefix == usual, std::cmp::Reverse(**prefix)));
    let (prefix, highest, width) = best.map_or((usual.as_str(), 0, 3), |(prefix, (_, highest, width))| (*prefix, *highest, *width));
    let mut taken: BTreeSet<String> = project.records.iter().map(|r| r.id.to_ascii_lowercase()).collect();
    awaited(project, &mut taken);
    let mut number = highest;
    let mut ids = Vec::with_capacity(count);
    while ids.len() < count {
        number = number.checked_add(1).ok_or_else(|| Fatal::new(prefix, "no number is left for a new id").help("give one with --id"))?;
        let id = format!("{prefix}{number:0width$}");
        let low = id.to_ascii_lowercase();
        if !taken.contains(&low) && !frozen.contains_key(&low) {
            if let Some(fault) = id_fault(&id) {
                return Err(Fatal::new(&id, format!("no valid id: {fault}")).help("give one with --id"));
            }
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The ids that records name and no record has: what was meant is not what is written now.
fn awaited(project: &Project, taken: &mut BTreeSet<String>) {
    let bare = |target: &str| target.split('#').next().unwrap_or(target).trim().to_ascii_lowercase();
    let open = project.graph.written.iter().filter(|link| matches!(link.state, State::Dangling | State::Outside));
    taken.extend(open.map(|link| bare(&link.target)));
    let mut left: Vec<&Entry> = project.records.iter().flat_map(|r| &r.fields).map(|(_, entry)| entry).collect();
    while let Some(entry) = left.pop() {
        match &entry.value {
            Value::Record { id, target: None } => drop(taken.insert(bare(id))),
            Value::List(items) => left.extend(items),
            Value::Group(fields) => left.extend(fields.iter().map(|(_, entry)| entry)),
            _ => {}
        }
    }
}

/// `SRS-012` as `SRS-`, 12, and 3 digits.
fn numbered(id: &str) -> Option<(&str, u64, usize)> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &id[prefix.len()..];
    Some((prefix, digits.parse().ok()?, digits.len()))
}
