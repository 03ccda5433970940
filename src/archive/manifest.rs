//! The manifest of a release.

use serde::{Deserialize, Serialize};

use super::MANIFEST;
use crate::source::sha256;

/// The number that [`Manifest::format`] holds. Releases of format 1 had no ledger, and sums without the manifest.
pub const FORMAT: u32 = 2;

/// The role of the snapshot of records and verdicts.
pub const SNAPSHOT: &str = "snapshot";

/// What a release is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub format: u32,
    /// The version.
    pub version: String,
    /// The product's title.
    pub title: String,
    /// The date that age and expiry were measured from, `YYYY-MM-DD`.
    pub as_of: String,
    /// The program that froze it.
    pub generator: String,
    /// Findings by severity at the time: errors (always 0), warnings, notes; without the waived ones.
    pub findings: [usize; 3],
    /// Findings that waivers accepted at the time, of any level; they are not among those above.
    #[serde(default, skip_serializing_if = "is_none")]
    pub waived: usize,
    /// The files, sorted by path.
    pub files: Vec<File>,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its path in the release's folder.
    pub path: String,
    /// `html`, `pdf`, `data`, `snapshot`, `source`, `evidence`.
    pub role: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When it is none, or of a format that this version does not know.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|e| format!("not the manifest of a release: {e}"))?;
        if manifest.format != FORMAT {
            return Err(format!("the manifest has format {}, this version of techfile reads format {FORMAT}", manifest.format));
        }
        if let Some(file) = manifest.files.iter().find(|f| crate::source::join_inside("", &f.path).as_deref() != Some(&f.path)) {
            return Err(format!("`{}` leads out of the release", file.path));
        }
        Ok(manifest)
    }

    /// The manifest as it is written.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A struct of strings and numbers always has a form in JSON.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The hashes of all files and of the manifest itself, whose bytes are given, in the form that `sha256sum -c` reads.
    pub fn sums(&self, bytes: &[u8]) -> String {
        let own = (sha256(bytes), MANIFEST);
        let files = self.files.iter().map(|f| (f.sha256.clone(), f.path.as_str()));
        files.chain([own]).map(|(hash, path)| format!("{hash}  {path}\n")).collect()
    }
}
