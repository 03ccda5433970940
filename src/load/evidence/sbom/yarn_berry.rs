//! `yarn.lock` of yarn 2 and later, a YAML file. What is asked for by the project's own packages, for development too, is not
//! told apart: all of it counts as shipped. Its digests are those of yarn's own archives: they are left out.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::lock::{lose, need, package};
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};
use crate::yaml::{Limits, Node, parse};

/// Reads a lock file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let mut findings = Vec::new();
    let root = parse(input.text, input.file, 0, Limits::default(), &mut findings);
    if let Some(first) = findings.first() {
        return Err(SbomFault::at(first.span.map_or(0, |s| s.start as usize), first.message.clone()));
    }
    let entries = root.as_ref().and_then(Node::map).unwrap_or_default();
    let version = entries.iter().find(|(key, _)| key.name == "__metadata").and_then(|(_, node)| node.get("version")).and_then(Node::text);
    let Some(version) = version else { return Err(SbomFault::whole("`__metadata` states no version of the lock file")) };
    let mut draft = Draft { roots: vec![String::new()], ..Draft::default() };
    draft.sbom.format = format!("yarn.lock {}", version.chars().take(20).collect::<String>());
    draft.sbom.tool = Some("yarn".to_owned());
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let packages = || entries.iter().filter(|(key, _)| key.name != "__metadata");
    for (key, node) in packages() {
        let Some(id) = node.get("resolution").and_then(Node::text) else {
            return Err(SbomFault::at(key.span.start as usize, format!("`{}` has no `resolution`", key.name)));
        };
        known.extend(key.name.split(',').map(|asked| (asked.trim(), id)));
    }
    for (key, node) in packages() {
        let Some(id) = node.get("resolution").and_then(Node::text) else { continue };
        let own = node.get("linkType").and_then(Node::text) == Some("soft");
        if own {
            draft.needs.push(need("", id, false));
        }
        for (to, range) in node.get("dependencies").and_then(Node::map).unwrap_or_default() {
            let Some(range) = range.text() else { continue };
            // Before version 8, the `npm:` of a range is left out here.
            let asked = [format!("{}@{range}", to.name), format!("{}@npm:{range}", to.name)];
            let patched = format!("{}@patch:", to.name);
            let found = asked.iter().find_map(|asked| known.get(asked.as_str())).or_else(|| {
                let mut all = known.range(patched.as_str()..).take_while(|(asked, _)| asked.starts_with(&patched));
                all.next().map(|(_, id)| id)
            });
            match found {
                Some(to) => draft.needs.push(need(id, to, false)),
                None => lose(&mut draft, id, &asked[0]),
            }
        }
        let name = id.get(1..).and_then(|rest| rest.find('@')).map_or(id, |at| &id[..at + 1]);
        let component = match node.get("version").and_then(Node::text) {
            Some(version) if !own => package("npm", name, version),
            version => Component { name: name.to_owned(), version: version.map(str::to_owned), ..Component::default() },
        };
        draft.components.push((id.to_owned(), Component { own, span: key.span, ..component }));
    }
    Ok(draft.finish())
}
