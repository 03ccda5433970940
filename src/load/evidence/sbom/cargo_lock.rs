//! `Cargo.lock`, versions 1 to 4. It does not tell what is for development only: all of it counts as shipped.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::draft::{Draft, Need};
use super::{Input, SbomFault};
use crate::model::{Component, Hash, Sbom};

#[derive(Deserialize)]
struct File {
    version: Option<u64>,
    package: Option<Vec<Package>>,
}

#[derive(Deserialize)]
struct Package {
    name: Spanned<String>,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
    dependencies: Option<Vec<String>>,
}

/// Reads a lock file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let start = input.span_start(input.body());
    let file: File = toml::from_str(input.body())
        .map_err(|error| SbomFault::at(start + error.span().map_or(0, |s| s.start), error.message().lines().next().unwrap_or("no TOML").to_owned()))?;
    let version = file.version.unwrap_or(1);
    if !(1..=4).contains(&version) {
        return Err(SbomFault::whole(format!("Cargo.lock version {version} is not read: 1 to 4 are")));
    }
    let Some(packages) = file.package else { return Err(SbomFault::whole("it lists no package")) };
    let mut draft = Draft::default();
    draft.sbom.format = format!("Cargo.lock {version}");
    draft.sbom.tool = Some("cargo".to_owned());
    // By name, then by name and version: a dependency says as much as tells it apart.
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in &packages {
        let id = id(package);
        // The commit of a source stands with the package only.
        let bare = id.split('#').next().map(|bare| format!("{bare})")).filter(|_| id.contains('#'));
        let name = package.name.get_ref();
        for short in [name.clone(), format!("{name} {}", package.version), id.clone()].into_iter().chain(bare) {
            let ids = known.entry(short).or_default();
            if !ids.contains(&id) {
                ids.push(id.clone());
            }
        }
    }
    for package in packages {
        let from = id(&package);
        for need in package.dependencies.iter().flatten() {
            match known.get(need).map(Vec::as_slice) {
                Some([to]) => draft.needs.push(Need { from: from.clone(), to: to.clone(), development: false }),
                _ => {
                    draft.sbom.loose += 1;
                    draft.sbom.lost.get_or_insert((from.clone(), need.clone()));
                }
            }
        }
        let (name, place) = (package.name.get_ref().clone(), package.name.span());
        let registry = package.source.as_deref().is_some_and(|s| s.starts_with("registry+") || s.starts_with("sparse+"));
        draft.components.push((
            from,
            Component {
                purl: Some(format!("pkg:cargo/{name}@{}", package.version.replace('+', "%2B"))).filter(|_| registry || package.source.is_some()),
                name,
                version: Some(package.version),
                hashes: package.checksum.and_then(|c| Hash::new("sha256", &c)).into_iter().collect(),
                // A package of the workspace has no source.
                own: package.source.is_none(),
                span: input.range(start + place.start..start + place.end),
                ..Component::default()
            },
        ));
    }
    let mut sbom = draft.finish();
    // What the workspace needs, the product needs.
    let own: Vec<u32> = (0..sbom.components.len() as u32).filter(|c| sbom.components[*c as usize].own).collect();
    sbom.edges.extend(own.into_iter().map(|c| (None, c)));
    sbom.edges.sort_unstable();
    Ok(sbom)
}

fn id(package: &Package) -> String {
    let source = package.source.as_ref().map(|s| format!(" ({s})")).unwrap_or_default();
    format!("{} {}{source}", package.name.get_ref(), package.version)
}
