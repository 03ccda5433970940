//! `package-lock.json` of npm, versions 2 and 3.

use std::collections::BTreeMap;

use data_encoding::BASE64_NOPAD;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::draft::{Draft, Need};
use super::json::parse;
use super::{Input, SbomFault};
use crate::model::{Component, Hash, Sbom};
use crate::source::hex;

#[derive(Deserialize)]
struct File<'a> {
    name: Option<String>,
    version: Option<String>,
    #[serde(borrow)]
    packages: Option<BTreeMap<String, &'a RawValue>>,
}

#[derive(Deserialize)]
struct Package {
    name: Option<String>,
    version: Option<String>,
    resolved: Option<String>,
    integrity: Option<String>,
    license: Option<Value>,
    link: Option<bool>,
    dev: Option<bool>,
    dependencies: Option<BTreeMap<String, String>>,
    #[serde(rename = "optionalDependencies")]
    optional: Option<BTreeMap<String, String>>,
    #[serde(rename = "peerDependencies")]
    peer: Option<BTreeMap<String, String>>,
    #[serde(rename = "devDependencies")]
    development: Option<BTreeMap<String, String>>,
}

/// The folder that packages are installed in.
const MODULES: &str = "node_modules/";

/// Reads a lock file that says it is of a version.
pub(super) fn read(input: Input, version: u64) -> Result<Sbom, SbomFault> {
    if !(2..=3).contains(&version) {
        return Err(SbomFault::whole(format!("package-lock.json version {version} is not read: 2 and 3 are")));
    }
    let file: File = parse(input, input.body())?;
    let Some(entries) = file.packages else { return Err(SbomFault::whole("it has no `packages`")) };
    let mut packages: BTreeMap<String, Package> = BTreeMap::new();
    let mut draft = Draft { roots: vec![String::new()], ..Draft::default() };
    draft.sbom.format = format!("package-lock.json {version}");
    draft.sbom.tool = Some("npm".to_owned());
    let mut links: BTreeMap<String, String> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (path, value) in entries {
        let package: Package = parse(input, value.get())?;
        places.insert(path.clone(), input.span(value.get().get(..1).unwrap_or("")));
        match package.link.filter(|l| *l).and(package.resolved.clone()) {
            // A link leads to the folder of a package of the workspace.
            Some(target) => drop(links.insert(path, target)),
            None => drop(packages.insert(path, package)),
        }
    }
    // The workspace is part of the product, whether or not it is stated as needed.
    let workspace = links.values().filter(|target| packages.contains_key(*target) && !target.contains(MODULES));
    draft.needs.extend(workspace.map(|to| Need { from: String::new(), to: to.clone(), development: false }));
    for (path, package) in &packages {
        for (name, development) in package.needs(!path.contains(MODULES)) {
            match installed(path, name, &packages, &links) {
                Some(to) => draft.needs.push(Need { from: path.clone(), to: to.to_owned(), development }),
                // What is optional, or is brought by somebody else, need not be there.
                None if package.dependencies.as_ref().is_some_and(|d| d.contains_key(name)) => {
                    draft.sbom.loose += 1;
                    draft.sbom.lost.get_or_insert((path.clone(), name.to_owned()));
                }
                None => {}
            }
        }
    }
    for (path, package) in packages {
        let own = !path.contains(MODULES);
        let folder = path.rsplit(MODULES).next().unwrap_or(&path).to_owned();
        let name = package.name.clone().or_else(|| file.name.clone().filter(|_| path.is_empty())).unwrap_or(folder);
        let version = package.version.clone().or_else(|| file.version.clone().filter(|_| path.is_empty()));
        let component = Component {
            purl: version.as_ref().map(|v| format!("pkg:npm/{}@{}", name.replace('@', "%40"), v.replace('+', "%2B"))),
            name,
            version,
            licence: package.licence(),
            hashes: package.integrity.as_deref().map(hashes).unwrap_or_default(),
            development: package.dev.unwrap_or(false),
            own,
            span: places.get(&path).copied().unwrap_or_default(),
            ..Component::default()
        };
        draft.components.push((path, component));
    }
    Ok(draft.finish())
}

impl Package {
    /// The names of what it needs, and whether for development; that of installed packages is not installed.
    fn needs(&self, own: bool) -> impl Iterator<Item = (&str, bool)> {
        let plain = [&self.dependencies, &self.optional, &self.peer].into_iter().flatten().flat_map(|d| d.keys()).map(|n| (n.as_str(), false));
        let development = self.development.iter().filter(move |_| own).flat_map(|d| d.keys()).map(|n| (n.as_str(), true));
        plain.chain(development)
    }

    /// The licence, which older packages write as an object.
    fn licence(&self) -> Option<String> {
        let value = self.license.as_ref()?;
        let text = value.as_str().or_else(|| value.get("type")?.as_str())?;
        Some(text.trim().to_owned()).filter(|t| !t.is_empty())
    }
}

/// Where a package finds another: in its own folder of modules, else in that of a folder above.
fn installed<'a>(path: &str, name: &str, packages: &'a BTreeMap<String, Package>, links: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let mut folder = path;
    loop {
        let at = if folder.is_empty() { format!("{MODULES}{name}") } else { format!("{folder}/{MODULES}{name}") };
        let target = links.get(&at).unwrap_or(&at);
        if let Some((found, _)) = packages.get_key_value(target) {
            return Some(found);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rfind('/').map_or("", |cut| &folder[..cut]);
    }
}

/// Digests as `sha512-<base64>`, several with spaces between.
pub(super) fn hashes(integrity: &str) -> Vec<Hash> {
    let one = |text: &str| {
        let (algorithm, value) = text.split_once('-')?;
        let bytes = BASE64_NOPAD.decode(value.split('?').next()?.trim_end_matches('=').as_bytes()).ok()?;
        Hash::new(algorithm, &hex(&bytes))
    };
    integrity.split_whitespace().filter_map(one).collect()
}
