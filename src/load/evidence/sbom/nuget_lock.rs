//! `packages.lock.json` of NuGet, versions 1 and 2. It does not tell what is for development only: all of it counts as shipped.
//! Its digests are those of the contents of packages, and not of their files: they are left out.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::draft::Draft;
use super::json::parse;
use super::lock::{lose, need, package};
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    dependencies: Option<BTreeMap<String, BTreeMap<String, &'a RawValue>>>,
}

#[derive(Deserialize)]
struct Package {
    #[serde(rename = "type")]
    kind: Option<String>,
    resolved: Option<String>,
    dependencies: Option<BTreeMap<String, String>>,
}

/// Reads a lock file that says it is of a version.
pub(super) fn read(input: Input, version: u64) -> Result<Sbom, SbomFault> {
    if !(1..=2).contains(&version) {
        return Err(SbomFault::whole(format!("packages.lock.json version {version} is not read: 1 and 2 are")));
    }
    let file: File = parse(input, input.body())?;
    let Some(frameworks) = file.dependencies else { return Err(SbomFault::whole("it has no `dependencies`")) };
    let mut draft = Draft { roots: vec![String::new()], ..Draft::default() };
    draft.sbom.format = format!("packages.lock.json {version}");
    draft.sbom.tool = Some("NuGet".to_owned());
    for packages in frameworks.into_values() {
        let mut read: Vec<(String, Package, &RawValue)> = Vec::with_capacity(packages.len());
        for (name, value) in packages {
            read.push((name, parse(input, value.get())?, value));
        }
        let ids: BTreeMap<String, String> = read
            .iter()
            .map(|(name, package, _)| (name.to_lowercase(), format!("{}@{}", name.to_lowercase(), package.resolved.as_deref().unwrap_or(""))))
            .collect();
        for (name, entry, value) in read {
            let id = ids.get(&name.to_lowercase()).cloned().unwrap_or_default();
            let kind = entry.kind.as_deref().unwrap_or("");
            if kind == "Direct" || kind == "Project" {
                draft.needs.push(need("", &id, false));
            }
            for to in entry.dependencies.iter().flat_map(|d| d.keys()) {
                match ids.get(&to.to_lowercase()) {
                    Some(to) => draft.needs.push(need(&id, to, false)),
                    None => lose(&mut draft, &name, to),
                }
            }
            let component = match entry.resolved {
                Some(version) => package("nuget", &name, &version),
                None if kind == "Project" => Component { name, own: true, ..Component::default() },
                None => return Err(SbomFault::at(input.span_start(value.get()), format!("`{name}` has no `resolved` version"))),
            };
            draft.components.push((id, Component { span: input.span(value.get().get(..1).unwrap_or("")), ..component }));
        }
    }
    Ok(draft.finish())
}
