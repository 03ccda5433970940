//! What a frozen release says of its records: the parts of its snapshot that rules compare with the present.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::snapshot;

/// The records of a frozen release.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The version.
    pub version: String,
    /// The date it was measured from, `YYYY-MM-DD`.
    pub as_of: String,
    /// The records, by id.
    pub records: BTreeMap<String, PastRecord>,
}

/// A record of a frozen release.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PastRecord {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its status.
    pub status: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Its fields, as written.
    #[serde(default)]
    pub fields: BTreeMap<String, Value>,
    /// What it was linked with, at either end, each link.
    #[serde(skip)]
    pub neighbours: Vec<String>,
}

/// The parts of a snapshot that are read: the others are passed over.
#[derive(Deserialize)]
struct Frozen {
    as_of: String,
    records: Vec<PastRecord>,
    #[serde(default)]
    links: Vec<Ends>,
}

/// The two ends of a link.
#[derive(Deserialize)]
struct Ends {
    from: String,
    to: String,
}

impl Past {
    /// Reads the snapshot of a release.
    ///
    /// # Errors
    /// When it is none, or of a format that this version does not know.
    pub fn parse(version: &str, bytes: &[u8]) -> Result<Self, String> {
        let frozen: Frozen = snapshot::read(bytes)?;
        let mut records: BTreeMap<String, PastRecord> = frozen.records.into_iter().map(|r| (r.id.clone(), r)).collect();
        for Ends { from, to } in frozen.links {
            if let Some(record) = records.get_mut(&from) {
                record.neighbours.push(to.clone());
            }
            if let Some(record) = records.get_mut(&to) {
                record.neighbours.push(from);
            }
        }
        Ok(Self { version: version.to_owned(), as_of: frozen.as_of, records })
    }
}
