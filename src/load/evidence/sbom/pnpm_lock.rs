//! `pnpm-lock.yaml`, versions 6 and 9. What only `devDependencies` lead to is development.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::lock::{lose, need, package};
use super::npm_lock::hashes;
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
    let Some(root) = root else { return Err(SbomFault::whole("the file is empty")) };
    let version = root.get("lockfileVersion").and_then(Node::text).unwrap_or("");
    if !["6.0", "6.1", "9.0"].contains(&version) {
        let shown: String = version.chars().take(20).collect();
        return Err(SbomFault::whole(format!("pnpm-lock.yaml version `{shown}` is not read: 6.0 and 9.0 are")));
    }
    let mut draft = Draft { by_needs: true, roots: vec![String::new()], ..Draft::default() };
    draft.sbom.format = format!("pnpm-lock.yaml {version}");
    draft.sbom.tool = Some("pnpm".to_owned());
    let packages = root.get("packages").and_then(Node::map).unwrap_or_default();
    let details: BTreeMap<&str, &Node> = packages.iter().map(|(key, node)| (bare(&key.name), node)).collect();
    // Since version 9 what a package needs stands apart, once for each choice of its peers.
    let snapshots = root.get("snapshots").and_then(Node::map);
    let entries = snapshots.unwrap_or(packages);
    if version == "9.0" && snapshots.is_none() && !packages.is_empty() {
        return Err(SbomFault::whole("it lists packages and no `snapshots` of them: it may end early"));
    }
    let known: BTreeMap<&str, &str> = entries.iter().map(|(key, _)| (key.name.as_str(), key.name.trim_start_matches('/'))).collect();
    for (key, node) in entries {
        let id = key.name.trim_start_matches('/');
        for (name, to) in needed(node, &["dependencies", "optionalDependencies"]) {
            link(&mut draft, &known, id, (name, to), false);
        }
        let detail = details.get(bare(&key.name)).copied().unwrap_or(node);
        draft.components.push((id.to_owned(), component(key.span, id, detail)));
    }
    // A lock file of one package has no importers: what it needs stands at the top.
    let importers = root.get("importers").and_then(Node::map).unwrap_or_default();
    for node in importers.iter().map(|(_, node)| node).chain(importers.is_empty().then_some(&root)) {
        for (groups, development) in [(&["dependencies", "optionalDependencies"][..], false), (&["devDependencies"][..], true)] {
            for (name, to) in needed(node, groups) {
                // A link leads to another package of the workspace, which is an importer itself.
                if !to.starts_with("link:") {
                    link(&mut draft, &known, "", (name, to), development);
                }
            }
        }
    }
    Ok(draft.finish())
}

/// The names and versions in some groups of dependencies: a version, or a map that holds it.
fn needed<'a>(node: &'a Node, groups: &[&str]) -> Vec<(&'a str, &'a str)> {
    let all = groups.iter().filter_map(|group| node.get(group)?.map()).flatten();
    all.filter_map(|(key, value)| Some((key.name.as_str(), value.text().or_else(|| value.get("version")?.text())?))).collect()
}

/// Takes in that something needs a package: by its name and version, or by another name.
fn link(draft: &mut Draft, known: &BTreeMap<&str, &str>, from: &str, (name, version): (&str, &str), development: bool) {
    let candidates = [format!("{name}@{version}"), format!("/{name}@{version}"), version.to_owned()];
    match candidates.iter().find_map(|id| known.get(id.as_str())) {
        Some(to) => draft.needs.push(need(from, to, development)),
        None if version.starts_with("link:") => {}
        None => lose(draft, from, &candidates[0]),
    }
}

/// A key without the choice of peers.
fn bare(key: &str) -> &str {
    key.trim_start_matches('/').split('(').next().unwrap_or(key)
}

fn component(span: crate::source::Span, id: &str, detail: &Node) -> Component {
    let text = |name: &str| detail.get(name).and_then(Node::text);
    let id = bare(id);
    // An `@` at the beginning is that of a scope.
    let (name, version) = match id.get(1..).and_then(|rest| rest.find('@')) {
        Some(at) => (&id[..at + 1], Some(&id[at + 2..])),
        None => (id, None),
    };
    let (name, version) = (text("name").unwrap_or(name), text("version").or(version));
    let integrity = detail.get("resolution").and_then(|r| r.get("integrity")).and_then(Node::text);
    let component = match version {
        Some(version) if version.starts_with(|c: char| c.is_ascii_digit()) => package("npm", name, version),
        version => Component { name: name.to_owned(), version: version.map(str::to_owned), ..Component::default() },
    };
    Component { hashes: integrity.map(hashes).unwrap_or_default(), span, ..component }
}
