//! `go.mod`: the modules that it requires, after its replacements. It does not tell what is for tests only: all of it counts as
//! shipped. What a module older than Go 1.17 needs indirectly is not in it.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::lock::{need, package};
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};

/// The name of the module itself, as the end of a dependency.
const ROOT: &str = "";

/// A path, with a version where one is stated.
type Module<'a> = (&'a str, Option<&'a str>);

/// Reads a file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let mut draft = Draft { roots: vec![ROOT.to_owned()], ..Draft::default() };
    draft.sbom.format = "go.mod".to_owned();
    draft.sbom.tool = Some("go".to_owned());
    let mut required: Vec<(&str, &str, bool)> = Vec::new();
    let mut replaced: BTreeMap<Module, Module> = BTreeMap::new();
    let mut block: Option<&str> = None;
    for line in input.body().lines() {
        let (code, comment) = line.split_once("//").unwrap_or((line, ""));
        let words: Vec<&str> = code.split_whitespace().map(|w| w.trim_matches(['"', '`'])).collect();
        let at = input.span_start(line);
        let (verb, rest) = match (words.as_slice(), block) {
            ([], _) => continue,
            ([")"], Some(_)) => {
                block = None;
                continue;
            }
            ([verb, "("], None) => {
                block = Some(verb);
                continue;
            }
            (rest, Some(verb)) => (verb, rest),
            ([verb, rest @ ..], None) => (*verb, rest),
        };
        match (verb, rest) {
            ("module", [path]) => {
                draft.sbom.product = Some(Component { name: (*path).to_owned(), own: true, span: input.span(path), ..Component::default() });
            }
            ("require", [path, version]) => required.push((path, version, !comment.trim().starts_with("indirect"))),
            ("replace", [old, "=>", new]) => drop(replaced.insert((old, None), (new, None))),
            ("replace", [old, "=>", new, version]) => drop(replaced.insert((old, None), (new, Some(version)))),
            ("replace", [old, of, "=>", new]) => drop(replaced.insert((old, Some(of)), (new, None))),
            ("replace", [old, of, "=>", new, version]) => drop(replaced.insert((old, Some(of)), (new, Some(version)))),
            ("require" | "replace" | "module", _) => return Err(SbomFault::at(at, format!("`{verb}` is not followed by what belongs there"))),
            ("go" | "toolchain" | "exclude" | "retract" | "godebug" | "tool" | "ignore", _) => {}
            _ => return Err(SbomFault::at(at, format!("`{verb}` is not known in go.mod"))),
        }
    }
    if let Some(verb) = block {
        return Err(SbomFault::at(input.text.len(), format!("the file ends inside `{verb}`")));
    }
    if draft.sbom.product.is_none() {
        return Err(SbomFault::whole("it names no module"));
    }
    for (path, version, direct) in required {
        let id = format!("{path}@{version}");
        let component = match replaced.get(&(path, Some(version))).or_else(|| replaced.get(&(path, None))) {
            None => package("golang", path, version),
            Some((new, Some(version))) => package("golang", new, version),
            // A folder of the project, or beside it: a copy, of which the file does not say whose it is.
            Some((_, None)) => Component { name: path.to_owned(), version: Some(version.to_owned()), own: true, ..Component::default() },
        };
        if direct {
            draft.needs.push(need(ROOT, &id, false));
        }
        draft.components.push((id, Component { span: input.span(path), ..component }));
    }
    Ok(draft.finish())
}
