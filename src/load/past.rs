//! Frozen releases as rules see them: what is no longer as it was frozen, and the newest one to compare with.

use super::codes::RELEASE_DAMAGED;
use crate::archive::Archive;
use crate::config::Release;
use crate::diag::{Diagnostic, Severity};
use crate::model::Past;
use crate::version::in_lists;

/// The records of the newest frozen release: newest by the date it was measured from, then by version. What is damaged is
/// told of, whichever release it is.
pub(super) fn read(archive: &Archive, settings: &Release, out: &mut Vec<Diagnostic>) -> Option<Past> {
    let finding = |message: String| match settings.place {
        Some(place) => Diagnostic::new(&RELEASE_DAMAGED, place, message),
        None => Diagnostic::global(&RELEASE_DAMAGED, message),
    };
    out.extend(archive.faults.iter().map(|fault| finding(format!("the folder of frozen releases, `{}`: {}", settings.dir, fault.words()))));
    for release in &archive.releases {
        if let [first, rest @ ..] = release.faults.as_slice() {
            let more = if rest.is_empty() { String::new() } else { format!(", and {} more", rest.len()) };
            out.push(finding(format!("the frozen release `{}` is not as it was frozen: {}{more}", release.version, first.words())));
        }
    }
    let newest = archive.releases.iter().max_by(|a, b| a.date.cmp(&b.date).then_with(|| in_lists(&a.version, &b.version)))?;
    let version = &newest.version;
    match newest.snapshot() {
        Ok(Some(bytes)) => match Past::parse(version, &bytes) {
            Ok(past) => return Some(past),
            Err(fault) => out.push(finding(format!("the newest frozen release, `{version}`, holds {fault}"))),
        },
        Ok(None) => {
            let message = format!("the newest frozen release, `{version}`, holds no snapshot: nothing can be compared with it");
            out.push(Diagnostic { severity: Severity::Note, ..finding(message) });
        }
        // Told of above, with the other faults, where the files were looked at.
        Err(fault) if newest.faults.is_empty() => out.push(finding(format!("the frozen release `{version}` is not as it was frozen: {}", fault.words()))),
        Err(_) => {}
    }
    None
}
