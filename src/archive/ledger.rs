//! The ledger of a folder of releases: one line a release, each holding the hash of the line before it.
//!
//! By it a release is missed that is gone, and one is seen that was changed or that nobody froze; a line that was changed
//! or taken out breaks the chain. `techfile release` writes it, and nothing else.

use std::fmt::Write;

use crate::source::{join_inside, sha256};

/// The name of the ledger in the folder of releases.
pub const LEDGER: &str = "ledger.txt";

/// The first line: what the line after it is chained to.
const HEAD: &str = "techfile ledger 1: version, date, SHA-256 of manifest.json, SHA-256 of the line before";

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The version: the name of the release's folder.
    pub version: String,
    /// The date that age and expiry were measured from, `YYYY-MM-DD`.
    pub date: String,
    /// SHA-256 of its manifest, in hexadecimal.
    pub manifest: String,
}

/// A ledger as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The releases, in the order in which they were frozen.
    pub entries: Vec<Entry>,
    /// What is wrong with it: number of the line (from 1), and what.
    pub faults: Vec<(usize, String)>,
}

impl Ledger {
    /// Reads a ledger. Lines that can be read are in it even when the chain is broken.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut ledger = Self::default();
        let Ok(text) = std::str::from_utf8(bytes) else {
            ledger.faults.push((1, "the ledger is not UTF-8".to_owned()));
            return ledger;
        };
        if !text.ends_with('\n') {
            ledger.faults.push((text.lines().count().max(1), "the last line is cut".to_owned()));
        }
        let mut lines = text.split_terminator('\n');
        let mut before = lines.next().unwrap_or_default();
        if before != HEAD {
            ledger.faults.push((1, format!("the first line is not `{HEAD}`")));
        }
        for (number, line) in (2..).zip(lines) {
            match entry(line) {
                Some((entry, chained)) => {
                    if chained != sha256(before) {
                        ledger.faults.push((number, format!("the line of release {} does not follow the line before it", entry.version)));
                    }
                    if ledger.entries.iter().any(|e| e.version.eq_ignore_ascii_case(&entry.version)) {
                        ledger.faults.push((number, format!("release {} stands in it twice", entry.version)));
                    } else {
                        ledger.entries.push(entry);
                    }
                }
                None => ledger.faults.push((number, "not the line of a release".to_owned())),
            }
            before = line;
        }
        ledger
    }

    /// The ledger with one more release. `before` is what it holds now; empty where there is none yet.
    pub fn with(before: &str, entry: &Entry) -> String {
        let mut text = if before.is_empty() { format!("{HEAD}\n") } else { before.to_owned() };
        let last = sha256(text.lines().next_back().unwrap_or_default());
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{} {} {} {last}", entry.version, entry.date, entry.manifest);
        text
    }
}

/// A line, and the hash that it is chained by.
fn entry(line: &str) -> Option<(Entry, &str)> {
    let mut parts = line.split(' ');
    let (version, date, manifest, chained) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let is_name = !version.contains('/') && join_inside("", version).as_deref() == Some(version) && !version.is_empty();
    let fits = parts.next().is_none() && is_name && date.parse::<jiff::civil::Date>().is_ok() && is_hash(manifest) && is_hash(chained);
    fits.then(|| (Entry { version: version.to_owned(), date: date.to_owned(), manifest: manifest.to_owned() }, chained))
}
