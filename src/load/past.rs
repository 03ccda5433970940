//! The newest frozen release, as far as rules compare it with the present.

use std::path::Path;

use super::codes::RELEASE_DAMAGED;
use crate::archive;
use crate::config::Release;
use crate::diag::{Diagnostic, Severity};
use crate::model::Past;
use crate::source::Fatal;

/// The records of the newest frozen release: newest by the date it was measured from, then by version. Only its snapshot is
/// hashed again here; `techfile verify` and `build` hash everything.
///
/// # Errors
/// When the folder of releases cannot be listed.
pub(super) fn read(root: &Path, release: &Release, out: &mut Vec<Diagnostic>) -> Result<Option<Past>, Fatal> {
    let finding = |message: String| match release.place {
        Some(place) => Diagnostic::new(&RELEASE_DAMAGED, place, message),
        None => Diagnostic::global(&RELEASE_DAMAGED, message),
    };
    let (mut shelf, broken) = archive::shelf(root, &release.dir)?;
    out.extend(broken.into_iter().map(|fatal| finding(format!("a frozen release cannot be read: {fatal}"))));
    shelf.sort_by(|a, b| b.manifest.as_of.cmp(&a.manifest.as_of).then_with(|| archive::compare(&b.manifest.version, &a.manifest.version)));
    let Some(newest) = shelf.first() else { return Ok(None) };
    let version = &newest.manifest.version;
    match newest.snapshot() {
        Ok(Some(bytes)) => match Past::parse(version, &bytes) {
            Ok(past) => return Ok(Some(past)),
            Err(fault) => out.push(finding(format!("the newest frozen release, `{version}`, holds {fault}"))),
        },
        Ok(None) => {
            let message = format!("the newest frozen release, `{version}`, holds no snapshot: nothing can be compared with it");
            out.push(Diagnostic { severity: Severity::Note, ..finding(message) });
        }
        Err(fault) => out.push(finding(format!("the newest frozen release, `{version}`, is not as it was frozen ({})", fault.words()))),
    }
    Ok(None)
}
