//! Reading the folder of releases, while another run may freeze one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::fault::Fault;
use super::ledger::{Entry, LEDGER, Ledger};
use super::verify::{bytes, faults};
use super::{Archive, MANIFEST, Manifest, Release, SUMS};
use crate::source::{Fatal, sha256};
use crate::store::{Disk, Fresh, Lock};
use crate::version::in_lists;

/// How closely releases are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The ledger and the manifests.
    Manifests,
    /// Every file is hashed again, and what was added is found.
    Files,
}

/// How often the folder is read when another run changes it meanwhile.
const TRIES: u32 = 5;

/// What is in the folder of releases at one moment.
#[derive(PartialEq)]
struct Moment {
    /// The ledger, or why there is none to read.
    ledger: Result<Vec<u8>, Fault>,
    /// The folders beside it, sorted; names that are no text as well as they can be shown.
    folders: Vec<String>,
}

/// All frozen releases below a folder. What is wrong with them is in the result: one broken release hides no other.
///
/// # Errors
/// When the folder cannot be listed, or another run keeps changing it.
pub fn open(root: &Path, folder: &str, look: Look) -> Result<Archive, Fatal> {
    let base = root.join(folder);
    let cannot = |e: io::Error| Fatal::new(folder, format!("cannot read the folder of releases: {e}"));
    if base.symlink_metadata().is_err() {
        return Ok(Archive::default());
    }
    for _ in 0..TRIES {
        let before = moment(&base).map_err(cannot)?;
        let archive = read(&base, &before, look);
        let unfinished = archive.releases.iter().any(|r| r.faults.iter().any(|f| matches!(f, Fault::Unfinished(_))));
        // A release that takes its place right now is not interrupted.
        let busy = unfinished && Lock::is_held(&base);
        if !busy && moment(&base).map_err(cannot)? == before {
            return Ok(archive);
        }
        Lock::wait(&Disk::default(), &base);
    }
    Err(Fatal::new(folder, "another run keeps changing the folder of releases").help("wait until it ends, and run the command again"))
}

/// As [`open`], for the run that holds the lock of the folder: nobody else changes it.
///
/// # Errors
/// When the folder cannot be listed.
pub fn open_locked(root: &Path, folder: &str, look: Look) -> Result<Archive, Fatal> {
    let base = root.join(folder);
    let moment = moment(&base).map_err(|e| Fatal::new(folder, format!("cannot read the folder of releases: {e}")))?;
    Ok(read(&base, &moment, look))
}

fn moment(base: &Path) -> io::Result<Moment> {
    Ok(Moment { ledger: bytes(base, LEDGER), folders: folders(base)? })
}

/// The folders in a folder, and links to folders, sorted; names that are no text as well as they can be shown.
fn folders(base: &Path) -> io::Result<Vec<String>> {
    let mut folders = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "only names are taken, and sorted below")]
    for entry in fs::read_dir(base)? {
        let entry = entry?;
        if entry.path().is_dir() {
            folders.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    folders.sort();
    Ok(folders)
}

fn read(base: &Path, moment: &Moment, look: Look) -> Archive {
    let mut archive = Archive::default();
    let entries = match moment.ledger.as_deref().map(Ledger::parse) {
        Ok(ledger) => {
            archive.faults.extend(ledger.faults.into_iter().map(|(line, what)| Fault::Ledger(line, what)));
            ledger.entries
        }
        // Missed below, if there is a release that it should name.
        Err(Fault::Missing(_)) => Vec::new(),
        Err(fault) => {
            archive.faults.push(fault.clone());
            Vec::new()
        }
    };
    let recorded = |name: &str| entries.iter().any(|e| e.version == name);
    let others: Vec<&str> = moment.folders.iter().map(String::as_str).filter(|name| !recorded(name)).collect();
    let places = places(base, &others);
    let mut unrecorded = 0;
    for name in others {
        let folder = base.join(name);
        let known = places.iter().find(|(_, place)| *place == name).and_then(|(hash, _)| entries.iter().find(|e| e.manifest == *hash));
        // What is called otherwise now is told of by the release that is missed; what a run is making is nobody's yet.
        if known.is_some_and(|e| !moment.folders.contains(&e.version)) || Fresh::is_stage(&folder) {
            continue;
        }
        match bytes(&folder, MANIFEST).and_then(parsed) {
            Ok((manifest, text)) => {
                let release = Release { version: name.to_owned(), date: manifest.as_of.clone(), faults: vec![Fault::Unrecorded], manifest: None, folder };
                archive.releases.push(looked(release, manifest, &text, look));
                unrecorded += 1;
            }
            Err(Fault::Missing(_)) if name.starts_with('.') => {}
            Err(_) => archive.faults.push(Fault::Stray(name.to_owned())),
        }
    }
    if matches!(moment.ledger, Err(Fault::Missing(_))) && unrecorded > 0 {
        archive.faults.push(Fault::NoLedger);
    }
    archive.releases.extend(entries.into_iter().map(|entry| release(base, entry, &places, look)));
    archive.releases.sort_by(|a, b| in_lists(&b.version, &a.version).then_with(|| a.folder.cmp(&b.folder)));
    archive
}

/// A release of the ledger.
fn release(base: &Path, entry: Entry, places: &BTreeMap<String, String>, look: Look) -> Release {
    let folder = base.join(&entry.version);
    let mut release = Release { version: entry.version, date: entry.date, folder, manifest: None, faults: Vec::new() };
    if !release.folder.symlink_metadata().is_ok_and(|m| m.is_dir()) {
        let place = places.get(&entry.manifest).cloned();
        let unfinished = place.clone().filter(|p| base.join(p).parent().is_some_and(Fresh::is_stage));
        release.faults.push(unfinished.map_or(Fault::Gone(place), Fault::Unfinished));
        return release;
    }
    let found = bytes(&release.folder, MANIFEST).and_then(|text| match sha256(&text) == entry.manifest {
        true => parsed(text),
        false => Err(Fault::Changed(MANIFEST.to_owned())),
    });
    match found {
        Ok((manifest, text)) => {
            // The last line is chained to by no other.
            for (ledger, own) in [(&release.version, &manifest.version), (&release.date, &manifest.as_of)] {
                if ledger != own {
                    release.faults.push(Fault::Contradicted(ledger.clone(), own.clone()));
                }
            }
            looked(release, manifest, &text, look)
        }
        Err(fault) => {
            release.faults.push(fault);
            release
        }
    }
}

/// A release whose manifest was read, with what is no longer as that says.
fn looked(mut release: Release, manifest: Manifest, text: &[u8], look: Look) -> Release {
    if look == Look::Files {
        release.faults.extend(faults(&release.folder, &manifest, text));
    } else if !release.folder.join(SUMS).is_file() {
        release.faults.push(Fault::Missing(SUMS.to_owned()));
    }
    Release { manifest: Some(manifest), ..release }
}

/// The manifest that these bytes are, with them.
fn parsed(text: Vec<u8>) -> Result<(Manifest, Vec<u8>), Fault> {
    let manifest = Manifest::parse(&text).map_err(|why| Fault::Unreadable(MANIFEST.to_owned(), why))?;
    Ok((manifest, text))
}

/// Where manifests lie in folders that the ledger does not name, and a level below: hash to folder.
fn places(base: &Path, others: &[&str]) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for name in others {
        let inner = folders(&base.join(name)).unwrap_or_default().into_iter().map(|inner| format!("{name}/{inner}"));
        for place in std::iter::once((*name).to_owned()).chain(inner) {
            if let Ok(text) = bytes(&base.join(&place), MANIFEST) {
                places.entry(sha256(&text)).or_insert(place);
            }
        }
    }
    places
}
