//! Putting right what an interrupted run left.

use std::path::Path;

use crate::archive::{self, Fault, Look};
use crate::source::Fatal;
use crate::store::{Disk, Lock, clear_stages, finish};

/// Puts a release into its place that the ledger names and a broken run left beside it, and removes what broken runs left
/// before the ledger. Says in words what was put into its place. To be called before the project is checked: a release that is
/// not in its place is an error there.
///
/// # Errors
/// When such a release is of the version that is to be frozen now, another run freezes, or the disk refuses.
pub fn settle(disk: &Disk, root: &Path, dir: &str, version: &str) -> Result<Vec<String>, Fatal> {
    let base = root.join(dir);
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    let _lock = Lock::take(disk, &base, &format!("techfile release {version}"))?;
    let (mut notes, mut same) = (Vec::new(), false);
    for release in archive::open_locked(root, dir, Look::Manifests)?.releases {
        for fault in &release.faults {
            let Fault::Unfinished(place) = fault else { continue };
            let more = finish(disk, &base.join(place), &release.folder)?;
            notes.push(format!("{dir}/{}: an earlier run was interrupted at its last step; its release is in place now", release.version));
            notes.extend(more);
            same |= release.version == version;
        }
    }
    clear_stages(disk, &base, &mut notes).map_err(|e| Fatal::new(dir, format!("cannot list the folder of releases: {e}")))?;
    if same {
        let words = "an earlier run that froze this version was interrupted at its last step; its release is in place now, and nothing new was frozen";
        return Err(Fatal::new(version, words).help("a release is never written again: check it with `techfile verify`, or choose the next version"));
    }
    Ok(notes)
}
