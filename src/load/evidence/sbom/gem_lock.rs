//! `Gemfile.lock` of Bundler. It does not tell what is for development only: all of it counts as shipped.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::lock::{lose, need, package};
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};

/// The section that every lock file has, after those that list packages.
pub(super) const DEPENDENCIES: &str = "DEPENDENCIES";

/// Reads a lock file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let mut draft = Draft { roots: vec![String::new()], ..Draft::default() };
    draft.sbom.format = "Gemfile.lock".to_owned();
    draft.sbom.tool = Some("Bundler".to_owned());
    let mut section = "";
    let mut specs = false;
    let mut current = String::new();
    // From, and the name of what is needed.
    let mut needs: Vec<(String, &str)> = Vec::new();
    let mut known: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut ended = false;
    for line in input.body().lines() {
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        let source = matches!(section, "GEM" | "PATH" | "GIT" | "PLUGIN SOURCE");
        match depth {
            0 => {
                (section, specs) = (words, false);
                ended |= section == DEPENDENCIES;
            }
            2 if source => specs = words == "specs:",
            2 if section == DEPENDENCIES => {
                let name = words.split([' ', '(']).next().unwrap_or(words).trim_end_matches('!');
                needs.push((String::new(), name));
            }
            4 if source && specs => {
                let version = words.split_once(" (").and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
                let Some((name, stated)) = version else {
                    return Err(SbomFault::at(input.span_start(words), format!("`{words}` is no package with its version")));
                };
                // After a dash comes the platform that it was built for.
                let version = stated.split('-').next().unwrap_or(stated);
                current = format!("{name}@{version}");
                let ids = known.entry(name).or_default();
                if !ids.contains(&current) {
                    ids.push(current.clone());
                }
                let own = section == "PATH";
                let component = if own {
                    Component { name: name.to_owned(), version: Some(version.to_owned()), ..Component::default() }
                } else {
                    package("gem", name, version)
                };
                draft.components.push((current.clone(), Component { own, span: input.span(name), ..component }));
            }
            6 if source && specs => needs.push((current.clone(), words.split(' ').next().unwrap_or(words))),
            _ => {}
        }
    }
    if !ended {
        return Err(SbomFault::at(input.text.len(), "the section `DEPENDENCIES` is missing: the file may end early"));
    }
    for (from, name) in needs {
        match known.get(name) {
            Some(ids) => ids.iter().for_each(|to| draft.needs.push(need(&from, to, false))),
            // Bundler does not list itself.
            None if name == "bundler" => {}
            None => lose(&mut draft, &from, name),
        }
    }
    Ok(draft.finish())
}
