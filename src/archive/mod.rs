//! Frozen releases: the ledger that names them, their manifests, and whether all of it is still what was frozen.

mod fault;
mod ledger;
mod manifest;
mod open;
mod verify;

pub use fault::Fault;
pub use ledger::{Entry, LEDGER, Ledger};
pub use manifest::{FORMAT, File, Manifest, SNAPSHOT};
pub use open::{Look, open, open_locked};

use std::path::PathBuf;

/// The name of the manifest in a release's folder.
pub const MANIFEST: &str = "manifest.json";

/// The name of the file of hashes that `sha256sum -c` reads.
pub const SUMS: &str = "SHA256SUMS";

/// The frozen releases of a project.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// The releases, newest first by version.
    pub releases: Vec<Release>,
    /// What is wrong with the folder of releases and its ledger.
    pub faults: Vec<Fault>,
}

impl Archive {
    /// All that is wrong, with the version of the release that it is about; none for the folder itself.
    pub fn damage(&self) -> impl Iterator<Item = (Option<&Release>, &Fault)> {
        let of_releases = self.releases.iter().flat_map(|r| r.faults.iter().map(move |f| (Some(r), f)));
        self.faults.iter().map(|f| (None, f)).chain(of_releases)
    }

    /// Whether everything is as it was frozen, as far as it was looked at.
    pub fn is_whole(&self) -> bool {
        self.damage().next().is_none()
    }
}

/// A frozen release.
#[derive(Debug, Clone)]
pub struct Release {
    /// The version, as the ledger has it.
    pub version: String,
    /// The date that age and expiry were measured from, `YYYY-MM-DD`.
    pub date: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest; none when it is not what was frozen.
    pub manifest: Option<Manifest>,
    /// What is no longer as it was frozen, sorted; empty for a release that is whole.
    pub faults: Vec<Fault>,
}

impl Release {
    /// The manifest of a release that is whole: only such a release is shown, linked or compared with.
    pub fn whole(&self) -> Option<&Manifest> {
        self.manifest.as_ref().filter(|_| self.faults.is_empty())
    }

    /// The bytes of its snapshot, if it has one.
    ///
    /// # Errors
    /// When they, or the manifest, are no longer what was frozen.
    pub fn snapshot(&self) -> Result<Option<Vec<u8>>, Fault> {
        match (&self.manifest, self.faults.first()) {
            (Some(manifest), _) => manifest.files.iter().find(|f| f.role == SNAPSHOT).map(|file| verify::whole(&self.folder, file)).transpose(),
            (None, Some(fault)) => Err(fault.clone()),
            (None, None) => Err(Fault::Missing(MANIFEST.to_owned())),
        }
    }
}
