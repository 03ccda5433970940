//! `techfile check --baseline`: findings that are known and accepted, so that only new ones are reported.
//!
//! A file of JSON, one finding a line, sorted: it is kept in git and read by people. A finding is the same by its code,
//! record and message; lines may move. Waived findings are not written: when the waiver ends, they are to be seen again.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Checked;
use crate::diag::{Diagnostic, Severity};
use crate::source::Fatal;
use crate::store::{Disk, Lock};

/// What [`File::format`] says.
const FORMAT: &str = "techfile baseline";

/// The number that [`File::version`] holds.
const VERSION: u32 = 1;

/// The file as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    findings: Vec<Line>,
}

/// A finding in the file, and how many equal ones there are.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    record: Option<String>,
    message: String,
    count: usize,
}

/// Findings that are accepted: code, record and message, with the number of equal ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: BTreeMap<(String, Option<String>, String), usize>,
}

/// A check held against a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// For each finding of the check, whether the baseline holds it.
    pub held: Vec<bool>,
    /// How many findings it holds.
    pub accepted: usize,
    /// How many of its findings are no longer there.
    pub gone: usize,
}

impl Baseline {
    /// The findings of a check. Waived ones are left out, and those that stop the writing: they are never accepted.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let mut baseline = Self::default();
        for finding in findings.iter().filter(|d| d.waived.is_none() && !d.code.stops) {
            *baseline.findings.entry(key(finding)).or_default() += 1;
        }
        baseline
    }

    /// Reads a baseline. `path` is the user's, from the current folder.
    ///
    /// # Errors
    /// When the file cannot be read, or is no whole baseline of a version that is known.
    pub fn read(path: &Path) -> Result<Self, Fatal> {
        let bytes = bytes(path).map_err(|e| {
            Fatal::new(path.display(), format!("cannot read the baseline: {e}")).help("write one with `techfile check --write-baseline FILE`")
        })?;
        Self::parse(&bytes).map_err(|fault| Fatal::new(path.display(), fault).help("take it from git, or delete it and write it again"))
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// What is wrong with it, as a phrase.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let file: File = serde_json::from_slice(bytes).map_err(|e| format!("no baseline of techfile: {e}"))?;
        if file.format != FORMAT {
            return Err(format!("no baseline of techfile: its format is `{}`", file.format));
        }
        if file.version != VERSION {
            return Err(format!("the baseline has version {}, this program reads {VERSION}", file.version));
        }
        let mut baseline = Self::default();
        for Line { code, record, message, count } in file.findings {
            if count == 0 {
                return Err(format!("the baseline is damaged: it holds `{code}` 0 times"));
            }
            let words = format!("the baseline is damaged: it holds the same `{code}` in two places");
            if baseline.findings.insert((code, record, message), count).is_some() {
                return Err(words);
            }
        }
        Ok(baseline)
    }

    /// The file's bytes: sorted, a finding a line.
    pub fn to_bytes(&self) -> Vec<u8> {
        let line = |((code, record, message), count): (&(String, Option<String>, String), &usize)| {
            let line = Line { code: code.clone(), record: record.clone(), message: message.clone(), count: *count };
            // A struct of strings and numbers always has a form in JSON.
            format!("    {}", serde_json::to_string(&line).unwrap_or_default())
        };
        let lines: Vec<String> = self.findings.iter().map(line).collect();
        let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
        format!("{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n").into_bytes()
    }

    /// How many findings it holds.
    pub fn count(&self) -> usize {
        self.findings.values().sum()
    }

    /// Holds a check against it. Of equal findings, the first ones are the known ones. A waived finding is shown all the
    /// same; that the baseline holds it too makes it neither accepted nor gone.
    pub fn compare(&self, findings: &[Diagnostic]) -> Compared {
        let mut left = self.findings.clone();
        let mut take = |finding: &Diagnostic| match left.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        let held: Vec<bool> = findings.iter().map(|d| d.waived.is_none() && !d.code.stops && take(d)).collect();
        findings.iter().filter(|d| d.waived.is_some()).for_each(|d| {
            take(d);
        });
        let accepted = held.iter().filter(|h| **h).count();
        Compared { accepted, gone: left.values().sum(), held }
    }
}

impl Compared {
    /// The findings that the baseline does not hold.
    pub fn unheld<'a>(&self, findings: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
        findings.iter().zip(&self.held).filter(|(_, held)| !**held).map(|(finding, _)| finding).collect()
    }

    /// Whether a new finding is at the level from which on a run fails.
    pub fn fails(&self, checked: &Checked, level: Option<Severity>) -> bool {
        self.unheld(&checked.findings).into_iter().any(|d| checked.failing(d, level))
    }

    /// What was accepted and what is gone, in words; `name` is the file's.
    pub fn words(&self, name: &str) -> String {
        let of = |n: usize| if n == 1 { "1 finding".to_owned() } else { format!("{n} findings") };
        let mut words = format!("{} of {name} accepted\n", of(self.accepted));
        if self.gone > 0 {
            let verb = if self.gone == 1 { "is" } else { "are" };
            let what = if self.gone == 1 { "it" } else { "them" };
            words.push_str(&format!("{} of {name} {verb} no longer there: write it again to forget {what}\n", of(self.gone)));
        }
        words
    }
}

/// Writes the findings of a check as a baseline, in place of an older one; returns how many it holds.
///
/// # Errors
/// When some input could not be read (the findings are not whole then), the file is there and is no baseline, another run
/// writes it, or the disk refuses.
pub fn write_baseline(disk: &Disk, checked: &Checked, path: &Path) -> Result<usize, Fatal> {
    if checked.stops() {
        return Err(Fatal::new(path.display(), "not written: some input could not be read").help("resolve the findings above that concern reading"));
    }
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let _lock = Lock::take(disk, &real, "techfile check --write-baseline")?;
    match bytes(path) {
        Ok(bytes) => {
            Baseline::parse(&bytes)
                .map_err(|fault| Fatal::new(path.display(), format!("not written over: {fault}")).help("name another file, or delete this one first"))?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Fatal::new(path.display(), format!("not written over: the file cannot be read: {error}"))),
    }
    let baseline = Baseline::of(&checked.findings);
    write(disk, &real, &baseline.to_bytes()).map_err(|e| Fatal::new(path.display(), format!("cannot write the baseline: {e}")))?;
    Ok(baseline.count())
}

/// The bytes of a file. A pipe or a device may never end.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let what = std::fs::metadata(path)?;
    if what.is_file() || what.is_dir() { std::fs::read(path) } else { Err(io::Error::other("it is no ordinary file")) }
}

/// Writes beside the file and renames: at no time does a half of it stand there.
fn write(disk: &Disk, real: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = real.file_name().and_then(|n| n.to_str()).unwrap_or("baseline");
    let draft = real.with_file_name(format!(".{name}.techfile"));
    if draft.symlink_metadata().is_ok_and(|m| m.is_file()) {
        // Left by a run that was killed.
        disk.remove_file(&draft)?;
    }
    let written = disk.put(&draft, bytes).and_then(|()| disk.sync(&draft)).and_then(|()| disk.rename(&draft, real));
    // Nothing more can be done about a draft that cannot be removed either.
    written.inspect_err(|_| drop(disk.remove_file(&draft)))
}

fn key(finding: &Diagnostic) -> (String, Option<String>, String) {
    let (code, record, message) = finding.identity();
    (code.to_owned(), record.map(str::to_owned), message.to_owned())
}
