//! Releases for tests, as if they had been frozen: without the typesetter, and with whatever files a test wants in them.

use std::path::Path;

use sha2::{Digest, Sha256};
use techfile::archive::{Entry, FORMAT, File, LEDGER, Ledger, MANIFEST, Manifest, SUMS};

pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Writes a release of these files (path, role, bytes) into a folder of releases, with its line in the ledger.
pub fn freeze(releases: &Path, version: &str, as_of: &str, files: &[(&str, &str, &[u8])]) {
    let folder = releases.join(version);
    let file = |(path, role, bytes): &(&str, &str, &[u8])| {
        std::fs::create_dir_all(folder.join(path).parent().expect("a folder")).expect("a folder");
        std::fs::write(folder.join(path), bytes).expect("a file");
        File { path: (*path).into(), role: (*role).into(), size: bytes.len() as u64, sha256: sha256(bytes) }
    };
    let manifest = Manifest {
        format: FORMAT,
        version: version.into(),
        title: "A case".into(),
        as_of: as_of.into(),
        generator: "techfile 0.0.1".into(),
        findings: [0, 2, 1],
        waived: 0,
        files: files.iter().map(file).collect(),
    };
    let bytes = manifest.to_bytes();
    std::fs::write(folder.join(MANIFEST), &bytes).expect("the manifest");
    std::fs::write(folder.join(SUMS), manifest.sums(&bytes)).expect("the sums");
    let ledger = releases.join(LEDGER);
    let before = std::fs::read_to_string(&ledger).unwrap_or_default();
    let entry = Entry { version: version.into(), date: as_of.into(), manifest: sha256(&bytes) };
    std::fs::write(ledger, Ledger::with(&before, &entry)).expect("the ledger");
}
