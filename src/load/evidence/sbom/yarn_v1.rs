//! `yarn.lock` 1. It does not tell what is for development only, nor what the product needs directly: all of it counts as
//! shipped.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::lock::{lose, need, package};
use super::npm_lock::hashes;
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};

/// The comment that yarn begins the file with.
pub(super) const MARK: &str = "# yarn lockfile v1";

/// An entry: what asks for it, what it is, and what it needs.
#[derive(Default)]
struct Entry<'a> {
    asked: Vec<&'a str>,
    version: Option<&'a str>,
    integrity: Option<&'a str>,
    needs: Vec<String>,
    head: &'a str,
}

/// Reads a lock file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut needing = false;
    for line in input.body().lines() {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let fault = |what: &str| SbomFault::at(input.span_start(words), what);
        let depth = line.len() - line.trim_start().len();
        match (depth, entries.last_mut()) {
            (0, _) => {
                let Some(head) = words.strip_suffix(':') else { return Err(fault("the line is no head of an entry")) };
                entries.push(Entry { asked: head.split(',').map(unquoted).collect(), head, ..Entry::default() });
                needing = false;
            }
            (2, Some(entry)) => {
                needing = matches!(words, "dependencies:" | "optionalDependencies:");
                match words.split_once(' ') {
                    Some(("version", value)) => entry.version = Some(unquoted(value)),
                    Some(("integrity", value)) => entry.integrity = Some(unquoted(value)),
                    _ => {}
                }
            }
            (4, Some(entry)) if needing => {
                let Some((name, range)) = words.rsplit_once(" \"").or_else(|| words.split_once(' ')) else {
                    return Err(fault("the line is no package with a range"));
                };
                entry.needs.push(format!("{}@{}", unquoted(name), unquoted(range)));
            }
            (4, Some(_)) => {}
            _ => return Err(fault("the line stands at no place of an entry")),
        }
    }
    let mut draft = Draft::default();
    draft.sbom.format = "yarn.lock 1".to_owned();
    draft.sbom.tool = Some("yarn".to_owned());
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    for entry in &entries {
        let Some((id, _, _)) = called(entry) else {
            return Err(SbomFault::at(input.span_start(entry.head), format!("`{}` has no name and version", entry.head)));
        };
        known.extend(entry.asked.iter().map(|asked| (*asked, id.clone())));
    }
    for entry in &entries {
        let Some((id, name, version)) = called(entry) else { continue };
        for asked in &entry.needs {
            match known.get(asked.as_str()) {
                Some(to) => draft.needs.push(need(&id, to, false)),
                None => lose(&mut draft, &id, asked),
            }
        }
        let hashes = entry.integrity.map(hashes).unwrap_or_default();
        draft.components.push((id, Component { hashes, span: input.span(entry.head), ..package("npm", name, version) }));
    }
    Ok(draft.finish())
}

/// Name with version, name, and version of an entry. A package under another name (`a@npm:b@^1`) is called as in the registry.
fn called<'a>(entry: &Entry<'a>) -> Option<(String, &'a str, &'a str)> {
    let (name, range) = parted(entry.asked.first()?)?;
    let name = range.strip_prefix("npm:").and_then(parted).map_or(name, |(real, _)| real);
    let version = entry.version?;
    Some((format!("{name}@{version}"), name, version))
}

/// Name and range: an `@` at the beginning is that of a scope.
fn parted(asked: &str) -> Option<(&str, &str)> {
    let at = asked.get(1..)?.find('@')? + 1;
    Some((&asked[..at], &asked[at + 1..]))
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches('"')
}
