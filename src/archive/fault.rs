//! What is no longer as it was frozen.

/// What is no longer as it was frozen. Paths are relative to the folder that it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The folder of a release in the ledger does not exist; where its manifest lies now, if that is known.
    Gone(Option<String>),
    /// The run that froze the release was interrupted at its last step; the folder that holds it.
    Unfinished(String),
    /// The ledger says another version or date (first) than the manifest (second).
    Contradicted(String, String),
    /// A folder holds a release that is not in the ledger.
    Unrecorded,
    /// A file is gone.
    Missing(String),
    /// A file cannot be read, and why.
    Unreadable(String, String),
    /// A file has other bytes.
    Changed(String),
    /// A file, a link or a folder (with `/` at the end) exists that was not frozen.
    Added(String),
    /// A line of the ledger (from 1) is wrong.
    Ledger(usize, String),
    /// There are releases and no ledger.
    NoLedger,
    /// A folder among the releases is no release.
    Stray(String),
}

impl Fault {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Gone(None) => "the folder of the release is missing".to_owned(),
            Self::Gone(Some(place)) => format!("the folder of the release is missing; {place} holds its manifest"),
            Self::Unfinished(place) => {
                format!("the run that froze it was interrupted; {place} holds it: the next `techfile release` puts it in its place")
            }
            Self::Contradicted(ledger, manifest) => format!("the ledger says {ledger}, the manifest {manifest}"),
            Self::Unrecorded => "not in the ledger of releases".to_owned(),
            Self::Missing(path) => format!("missing: {path}"),
            Self::Unreadable(path, why) => format!("cannot be read: {path} ({why})"),
            Self::Changed(path) => format!("changed: {path}"),
            Self::Added(path) => format!("not in the manifest: {path}"),
            Self::Ledger(line, what) => format!("ledger, line {line}: {what}"),
            Self::NoLedger => "the ledger of releases is missing".to_owned(),
            Self::Stray(name) => format!("not a release: {name}"),
        }
    }
}
