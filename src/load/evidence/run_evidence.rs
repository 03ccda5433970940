//! The files that runs name as their evidence: whether they are there, and are what was recorded.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::Diagnostic;
use crate::load::codes::{EVIDENCE_FILE_MISSING, EVIDENCE_HASH_MISMATCH};
use crate::model::{Entry, Evidence, EvidenceRole, Record, ReportFile};
use crate::schema::Schema;
use crate::source::{Fatal, Hashed, join_inside};

/// Looks at the files in the `evidence` of all runs, and lists those that are there.
pub(in crate::load) fn read(root: &Path, schema: &Schema, records: &[Record], evidence: &mut Evidence, out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Result<ReportFile, Fatal>> = evidence.files.iter().map(|f| (f.path.clone(), Ok(f.clone()))).collect();
    for record in records.iter().filter(|r| schema.kind(r.kind).has_role("run")) {
        let entry = schema.kind(record.kind).field("evidence").and_then(|index| record.field(index));
        for item in entry.map(Entry::items).unwrap_or_default() {
            one(root, record, item, &mut seen, out);
        }
    }
    evidence.files = seen.into_values().filter_map(Result::ok).collect();
}

fn one(root: &Path, record: &Record, item: &Entry, seen: &mut BTreeMap<String, Result<ReportFile, Fatal>>, out: &mut Vec<Diagnostic>) {
    let Some((place, written)) = item.value.get("file").and_then(|e| Some((e.span, e.value.text()?.trim()))) else { return };
    let Some(path) = join_inside("", written).filter(|p| !p.is_empty()) else {
        let words = format!("`{written}`, evidence of `{}`, leads out of the project", record.id);
        out.push(Diagnostic::new(&EVIDENCE_FILE_MISSING, place, words).about(&record.id));
        return;
    };
    let read = seen.entry(path.clone()).or_insert_with(|| {
        let unread = |e: std::io::Error| Fatal::new(&path, format!("cannot read the file: {e}"));
        let (sha256, size) = Hashed::open(root, &path)?.finish().map_err(unread)?;
        Ok(ReportFile { path: path.clone(), role: EvidenceRole::Run, sha256, size })
    });
    match read {
        Err(error) => {
            let words = format!("`{written}`, evidence of `{}`, is not there: {}", record.id, error.message);
            out.push(Diagnostic::new(&EVIDENCE_FILE_MISSING, place, words).about(&record.id));
        }
        Ok(file) => {
            let stated = item.value.get("sha256").and_then(|e| Some((e.span, e.value.text()?)));
            if let Some((place, stated)) = stated.filter(|(_, s)| bare(s) != file.sha256) {
                let words = format!("`{written}`, evidence of `{}`, has the SHA-256 {}, not `{}`", record.id, file.sha256, stated.trim());
                out.push(Diagnostic::new(&EVIDENCE_HASH_MISMATCH, place, words).about(&record.id));
            }
        }
    }
}

/// A digest without what stands before it (`sha256:`), in lower case.
fn bare(written: &str) -> String {
    let lower = written.trim().to_ascii_lowercase();
    lower.rsplit([':', '-']).next().unwrap_or_default().to_owned()
}
