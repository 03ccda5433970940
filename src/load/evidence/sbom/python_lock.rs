//! Lock files of Python: `poetry.lock` 2 and `uv.lock` 1. Digests are left out where a package has several files: which of them
//! is shipped is not known.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Table, Value};

use super::draft::Draft;
use super::lock::{lose, need, package};
use super::{Input, SbomFault};
use crate::model::{Component, Hash, Sbom};

#[derive(Deserialize)]
struct File {
    version: Option<u64>,
    package: Option<Vec<Package>>,
    metadata: Option<Table>,
}

#[derive(Deserialize)]
struct Package {
    name: Spanned<String>,
    version: Option<String>,
    /// The kind of source with its address; of poetry with `type`.
    source: Option<Table>,
    /// Of poetry: by name. Of uv: a list.
    dependencies: Option<Value>,
    #[serde(rename = "optional-dependencies")]
    optional: Option<BTreeMap<String, Value>>,
    #[serde(rename = "dev-dependencies")]
    development: Option<BTreeMap<String, Value>>,
    groups: Option<Vec<String>>,
    category: Option<String>,
    files: Option<Vec<Table>>,
}

/// Whether a lock file is one of poetry or of uv: neither says so in a place that the other or Cargo has not.
pub(super) fn is_python(body: &str) -> bool {
    body.lines().any(|line| line.starts_with("requires-python =") || line.starts_with("lock-version =") || line.starts_with("content-hash ="))
}

/// Reads a lock file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let start = input.span_start(input.body());
    let file: File = toml::from_str(input.body())
        .map_err(|error| SbomFault::at(start + error.span().map_or(0, |s| s.start), error.message().lines().next().unwrap_or("no TOML").to_owned()))?;
    let poetry = file.metadata.as_ref().and_then(|m| m.get("lock-version")).and_then(Value::as_str).map(str::to_owned);
    let (format, tool) = match (&poetry, file.version) {
        (Some(version), _) if version.starts_with("2.") => (format!("poetry.lock {version}"), "poetry"),
        (Some(version), _) => {
            let shown: String = version.chars().take(20).collect();
            return Err(SbomFault::whole(format!("poetry.lock version `{shown}` is not read: 2 is")));
        }
        (None, Some(1)) => ("uv.lock 1".to_owned(), "uv"),
        (None, _) => return Err(SbomFault::whole("it is a lock file of Python of no known version: poetry.lock 2 and uv.lock 1 are read")),
    };
    let mut draft = Draft { by_needs: poetry.is_none(), roots: vec![String::new()], ..Draft::default() };
    (draft.sbom.format, draft.sbom.tool) = (format, Some(tool.to_owned()));
    let packages = file.package.unwrap_or_default();
    let mut known: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
    for package in &packages {
        let version = package.version.as_deref().unwrap_or("");
        known.entry(folded(package.name.get_ref())).or_default().push((version, id(package)));
    }
    for package in &packages {
        let from = id(package);
        if own(package) {
            draft.needs.push(need("", &from, false));
        }
        let groups = |groups: &Option<BTreeMap<String, Value>>| groups.iter().flat_map(|g| g.values()).flat_map(named).collect::<Vec<_>>();
        let plain = package.dependencies.iter().flat_map(named).chain(groups(&package.optional)).map(|d| (d, false));
        for ((name, version, may_lack), development) in plain.chain(groups(&package.development).into_iter().map(|d| (d, true))) {
            let found = known.get(&folded(&name)).map(Vec::as_slice).unwrap_or_default();
            let fits = |(of, _): &&(&str, String)| version.as_deref().is_none_or(|v| v == *of);
            let mut any = false;
            for (_, to) in found.iter().filter(fits) {
                draft.needs.push(need(&from, to, development));
                any = true;
            }
            if !any && !may_lack {
                lose(&mut draft, &from, &name);
            }
        }
    }
    let read: Vec<(String, Component)> = packages.into_iter().map(|package| (id(&package), component(input, start, package))).collect();
    draft.components = read;
    Ok(draft.finish())
}

fn id(package: &Package) -> String {
    format!("{}@{}", package.name.get_ref(), package.version.as_deref().unwrap_or(""))
}

fn folded(name: &str) -> String {
    name.to_lowercase().replace(['_', '.'], "-")
}

/// What a package needs: name, the version where it is told, and whether it may be absent from the file. Poetry tells a
/// requirement by name, and does not lock what only extras ask for.
fn named(value: &Value) -> Vec<(String, Option<String>, bool)> {
    let text = |table: &Table, key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::Array(items) => {
            items.iter().filter_map(Value::as_table).filter_map(|item| Some((text(item, "name")?, text(item, "version"), false))).collect()
        }
        Value::Table(items) => {
            let optional = |value: &Value| {
                let said = |table: &Table| table.get("optional").and_then(Value::as_bool) == Some(true) || table.contains_key("markers");
                value.as_table().is_some_and(said) || value.as_array().is_some_and(|all| all.iter().filter_map(Value::as_table).any(said))
            };
            items.iter().map(|(name, value)| (name.clone(), None, optional(value))).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a package is a folder of the project.
fn own(package: &Package) -> bool {
    let Some(source) = &package.source else { return false };
    ["editable", "virtual", "directory"].iter().any(|kind| source.contains_key(*kind)) || source.get("type").and_then(Value::as_str) == Some("directory")
}

fn component(input: Input, start: usize, entry: Package) -> Component {
    let own = own(&entry);
    // An older lock file says `category`, a newer one `groups`; without either nothing tells.
    let grouped = entry.groups.as_ref().is_some_and(|groups| !groups.is_empty() && !groups.iter().any(|g| g == "main"));
    let development = grouped || entry.category.as_deref() == Some("dev");
    let place = entry.name.span();
    let name = entry.name.into_inner();
    let hash = match entry.files.unwrap_or_default().as_slice() {
        [one] => one.get("hash").and_then(Value::as_str).and_then(Hash::parse),
        _ => None,
    };
    let component = match entry.version {
        Some(version) if !own => package("pypi", &name, &version),
        version => Component { name, version, ..Component::default() },
    };
    Component { own, development, hashes: hash.into_iter().collect(), span: input.range(start + place.start..start + place.end), ..component }
}
