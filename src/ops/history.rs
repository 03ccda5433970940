//! What the ends of suspect links said when they were reviewed: from frozen releases, else from the history of their files.
//!
//! Builds and releases ask the frozen releases only, so that they write the same bytes with and without git.

use std::collections::BTreeMap;

use super::Checked;
use crate::diag::Diagnostic;
use crate::judge::{Judgement, Said, Suspect, difference, fingerprint_of, said, said_of};
use crate::load::old_records;
use crate::model::{Past, Project, RecordId};

/// What records said once, by record and fingerprint.
pub type Old = BTreeMap<(RecordId, String), Said>;

/// The code of the findings that say what changed.
const SUSPECT: &str = "suspect-link";

/// From so many files on, no history is asked any more: each costs a while.
const FILES: usize = 100;

/// Earlier versions of files.
pub trait History {
    /// Shows the earlier versions of a file of the project, newest first, as path and text, until `enough` says so.
    fn versions(&self, path: &str, enough: &mut dyn FnMut(&str, &str) -> bool);
}

/// The ends of suspect links that changed, with the fingerprints that were reviewed, of which nothing is known yet.
fn wanted(judgement: &Judgement, old: &Old) -> Vec<(RecordId, String)> {
    let mut all: Vec<(RecordId, String)> = judgement.suspects.iter().flat_map(|s| s.changed.clone()).filter(|key| !old.contains_key(key)).collect();
    all.sort();
    all.dedup();
    all
}

/// What frozen releases tell. A release that is no longer as it was frozen tells nothing.
pub(super) fn frozen(project: &Project, judgement: &Judgement) -> Old {
    let mut old = Old::new();
    if judgement.suspects.is_empty() {
        return old;
    }
    if let Some(past) = &project.past {
        look(project, past, wanted(judgement, &old), &mut old);
    }
    for release in project.archive.releases.iter().filter(|r| project.past.as_ref().is_none_or(|p| p.version != r.version)) {
        let left = wanted(judgement, &old);
        if left.is_empty() {
            break;
        }
        if let Ok(Some(bytes)) = release.snapshot()
            && let Ok(past) = Past::parse(&release.version, &bytes)
        {
            look(project, &past, left, &mut old);
        }
    }
    old
}

fn look(project: &Project, past: &Past, wanted: Vec<(RecordId, String)>, old: &mut Old) {
    for key in wanted {
        let then = past.records.get(&project.record(key.0).id).filter(|r| r.fingerprint == key.1);
        if let Some(then) = then {
            let fields = then.fields.iter().map(|(name, value)| (name.as_str(), value.clone()));
            old.insert(key.clone(), said(project.kind(key.0), fields));
        }
    }
}

/// Adds what the history of files tells to a checked project, and says it in the findings.
pub fn remember(checked: &mut Checked, history: &dyn History) {
    let project = &checked.project;
    let mut files: BTreeMap<&str, Vec<(RecordId, String)>> = BTreeMap::new();
    for key in wanted(&checked.judgement, &checked.old) {
        let file = project.record(key.0).span.file;
        files.entry(project.sources.get(file).path.as_str()).or_default().push(key);
    }
    for (path, mut left) in files.into_iter().take(FILES) {
        history.versions(path, &mut |path, text| {
            for record in old_records(path, text, &project.schema) {
                let is = |key: &(RecordId, String)| project.record(key.0).id == record.id;
                if left.iter().any(is) {
                    let then = fingerprint_of(&project.schema, &record);
                    if let Some(at) = left.iter().position(|key| is(key) && key.1 == then) {
                        checked.old.insert(left.swap_remove(at), said_of(&project.schema, &record));
                    }
                }
            }
            left.is_empty()
        });
    }
    explain(project, &checked.judgement, &checked.old, &mut checked.findings);
}

/// What changed at the ends of a suspect link: a line for each field, as far as it is known what was there.
pub(super) fn changes(project: &Project, suspect: &Suspect, old: &Old) -> Vec<String> {
    let of = |key: &(RecordId, String)| {
        let record = project.record(key.0);
        let Some(then) = old.get(key) else { return Vec::new() };
        let mut lines = difference(then, &said_of(&project.schema, record));
        if lines.is_empty() {
            lines.push("the words are the same: only its paragraphs, lists or tables are laid out in another way".to_owned());
        }
        lines.into_iter().map(|line| format!("`{}`, {line}", record.id)).collect()
    };
    suspect.changed.iter().flat_map(of).collect()
}

/// Says in the findings about suspect links what changed.
pub(super) fn explain(project: &Project, judgement: &Judgement, old: &Old, findings: &mut [Diagnostic]) {
    if judgement.suspects.is_empty() {
        return;
    }
    let mut lines = BTreeMap::new();
    for suspect in &judgement.suspects {
        if let Some(edge) = project.graph.find(suspect.from, suspect.link, suspect.to, suspect.fragment.as_deref()) {
            lines.insert(edge.span, changes(project, suspect, old));
        }
    }
    for finding in findings.iter_mut().filter(|d| d.code.name == SUSPECT) {
        if let Some(notes) = finding.span.and_then(|span| lines.get(&span)) {
            finding.notes.clone_from(notes);
        }
    }
}
