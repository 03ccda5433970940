//! Which component of the bills of materials each record of SOUP is about, and what does not agree.
//!
//! A record with a package URL is about the components of that ecosystem, namespace and name, of Go also of the subpath; of
//! several versions of one package about its own. Only a component without a package URL may meet it by name. A record without a package URL is
//! about the components that are called exactly like its title or in the manner of their ecosystem (`@scope/name`), ignoring
//! case, if all of them are of one ecosystem that no tag of the record speaks against.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::licence;
use crate::model::{Component, Hash, Project, Purl, RecordId, Sbom, says_something};
use crate::version::{inexact, same};

/// A component or a record, with its partner where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Where the bills hold the component: places in the list of bills and in its components. Empty for a record that none holds.
    pub components: Vec<(usize, usize)>,
    /// The record.
    pub record: Option<RecordId>,
    /// Whether all bills that hold it say that it is for development only.
    pub development: bool,
    /// Whether it is the product's own.
    pub own: bool,
    /// How the two stand to each other.
    pub state: Match,
    /// Whether both state a licence, and not the same.
    pub licence_differs: bool,
    /// The digests in the record and in the bill, where they differ under one algorithm.
    pub hash_differs: Option<(Hash, Hash)>,
}

/// How a component and a record stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The record is about the component.
    Agrees,
    /// The record is about the component, and one of the two does not say in which one version.
    VersionOpen,
    /// The record is about the component in another version.
    VersionDiffers,
    /// The component is shipped, and no record is about it.
    NotListed,
    /// The component is for development only, and no record is about it.
    Development,
    /// The component is the product's own, and no record is about it.
    Own,
    /// The record's package is in no bill, though the bills cover its ecosystem.
    NotShipped,
    /// The record is in no bill, and no bill covers its ecosystem, or it does not say which that is.
    NotCovered,
}

impl Match {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Agrees, Self::VersionOpen, Self::VersionDiffers, Self::NotListed, Self::Development, Self::Own, Self::NotShipped, Self::NotCovered];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::VersionOpen => "version_open",
            Self::VersionDiffers => "version_differs",
            Self::NotListed => "not_listed",
            Self::Development => "development",
            Self::Own => "own",
            Self::NotShipped => "not_shipped",
            Self::NotCovered => "not_covered",
        }
    }
}

/// One package in one version, in all bills.
struct Unit<'a> {
    name: &'a str,
    version: Option<&'a str>,
    ecosystem: Option<String>,
    places: Vec<(usize, usize)>,
    development: bool,
    own: bool,
}

/// Compares the records of SOUP that are not obsolete with bills of materials: components by name and version, then records
/// that no bill holds.
pub fn compare(project: &Project, sboms: &[Sbom]) -> Vec<Compared> {
    if sboms.is_empty() {
        return Vec::new();
    }
    let (units, groups) = units(sboms);
    let soup: Vec<RecordId> = project.with_role("soup").filter(|r| !project.is_obsolete(*r)).collect();
    // By group of units: the records that are about it.
    let mut about: Vec<Vec<RecordId>> = vec![Vec::new(); groups.len()];
    let mut held: BTreeSet<RecordId> = BTreeSet::new();
    let names = Names::new(&units, &groups);
    for record in &soup {
        if let Some(group) = names.group(project, *record) {
            about[group].push(*record);
            held.insert(*record);
        }
    }
    let mut compared = Vec::with_capacity(units.len());
    for (group, records) in groups.values().zip(&about) {
        paired(project, sboms, &units, group, records, &mut compared);
    }
    let covered: BTreeSet<&str> = units.iter().filter_map(|u| u.ecosystem.as_deref()).collect();
    let alone = soup.into_iter().filter(|r| !held.contains(r)).map(|record| {
        let covers = purl(project, record).is_some_and(|p| covered.contains(p.ecosystem.as_str()));
        lone(record, if covers { Match::NotShipped } else { Match::NotCovered })
    });
    compared.extend(alone);
    let key = |c: &Compared| {
        let component = c.components.first().map(|(s, i)| &sboms[*s].components[*i]);
        (component.is_none(), component.map(|c| (c.name.to_lowercase(), c.version.clone())), c.components.first().copied(), c.record)
    };
    compared.sort_by_cached_key(key);
    compared
}

/// The packages in their versions, and by what they have in common those of one package.
fn units(sboms: &[Sbom]) -> (Vec<Unit<'_>>, BTreeMap<String, Vec<usize>>) {
    let mut units: Vec<Unit> = Vec::new();
    let mut known: FxHashMap<(String, Option<&str>), usize> = FxHashMap::default();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (s, sbom) in sboms.iter().enumerate() {
        for (c, component) in sbom.components.iter().enumerate() {
            let package = component.package();
            let key = package.as_ref().map_or_else(|| format!("?{}", component.name.to_lowercase()), Purl::key);
            let version = component.version.as_deref();
            let unit = *known.entry((key.clone(), version)).or_insert_with(|| {
                groups.entry(key).or_default().push(units.len());
                let ecosystem = package.map(|p| p.ecosystem);
                units.push(Unit { name: &component.name, version, ecosystem, places: Vec::new(), development: true, own: false });
                units.len() - 1
            });
            units[unit].places.push((s, c));
            units[unit].development &= component.development;
            units[unit].own |= component.own;
        }
    }
    (units, groups)
}

/// Where to look records up.
struct Names<'a> {
    /// Groups by package URL.
    keys: FxHashMap<&'a str, usize>,
    /// Groups by name in lower case, with the ecosystem.
    names: FxHashMap<String, BTreeSet<(usize, Option<&'a str>)>>,
}

impl<'a> Names<'a> {
    fn new(units: &'a [Unit], groups: &'a BTreeMap<String, Vec<usize>>) -> Self {
        let mut names: FxHashMap<String, BTreeSet<(usize, Option<&str>)>> = FxHashMap::default();
        for (group, members) in groups.values().enumerate() {
            for unit in members.iter().map(|u| &units[*u]) {
                names.entry(unit.name.to_lowercase()).or_default().insert((group, unit.ecosystem.as_deref()));
            }
        }
        Self { keys: groups.keys().enumerate().map(|(i, k)| (k.as_str(), i)).collect(), names }
    }

    /// The group that a record is about.
    fn group(&self, project: &Project, record: RecordId) -> Option<usize> {
        let title = project.record(record).title.to_lowercase();
        let called = |name: &str| self.names.get(name).map(|found| found.iter().copied().collect::<Vec<_>>()).unwrap_or_default();
        match purl(project, record) {
            Some(purl) => {
                [Some(purl.key()), purl.key_of_module()].into_iter().flatten().find_map(|key| self.keys.get(key.as_str()).copied()).or_else(|| {
                    let nameless = |name: &str| called(name).into_iter().find(|(_, ecosystem)| ecosystem.is_none()).map(|(group, _)| group);
                    nameless(&title).or_else(|| nameless(&purl.title().unwrap_or(purl.name).to_lowercase()))
                })
            }
            None => {
                let tags = tagged(project, record);
                let fits = |ecosystem: Option<&str>| tags.is_empty() || ecosystem.is_none_or(|e| tags.contains(&e));
                let found: Vec<usize> = called(&title).into_iter().filter(|(_, e)| fits(*e)).map(|(group, _)| group).collect();
                if let [one] = found.as_slice() { Some(*one) } else { None }
            }
        }
    }
}

/// The ecosystems that the tags of a record name.
fn tagged(project: &Project, record: RecordId) -> Vec<&'static str> {
    const TAGS: &[(&str, &str)] = &[
        ("npm", "npm"),
        ("javascript", "npm"),
        ("node", "npm"),
        ("python", "pypi"),
        ("pypi", "pypi"),
        ("rust", "cargo"),
        ("cargo", "cargo"),
        ("java", "maven"),
        ("maven", "maven"),
        ("go", "golang"),
        ("nuget", "nuget"),
        ("ruby", "gem"),
    ];
    let tags = project.field(record, "tags").map(|e| e.items()).unwrap_or_default();
    let named = |tag: &str| TAGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag.trim())).map(|(_, ecosystem)| *ecosystem);
    tags.iter().filter_map(|e| e.value.text()).filter_map(named).collect()
}

/// Pairs the versions of one package with the records about it: first those of one version, then the shipped ones that are
/// left with the records that are left.
fn paired(project: &Project, sboms: &[Sbom], units: &[Unit], group: &[usize], records: &[RecordId], out: &mut Vec<Compared>) {
    let mut of: BTreeMap<usize, Vec<RecordId>> = BTreeMap::new();
    let mut left: Vec<RecordId> = Vec::new();
    for record in records {
        let stated = versions(project, *record);
        let exact: Vec<usize> = group.iter().copied().filter(|u| !stated.is_empty() && stated.iter().all(|v| is_of(v, &units[*u]))).collect();
        if exact.is_empty() { left.push(*record) } else { exact.into_iter().for_each(|u| of.entry(u).or_default().push(*record)) }
    }
    let free =
        |development: bool| -> Vec<usize> { group.iter().copied().filter(|u| !of.contains_key(u) && units[*u].development == development).collect() };
    let shipped = free(false);
    // A record of something that only developers use is about that.
    let open = if shipped.is_empty() && group.iter().all(|u| units[*u].development) { free(true) } else { shipped };
    let mut differing: BTreeMap<usize, Vec<RecordId>> = BTreeMap::new();
    let mut lost: Vec<RecordId> = Vec::new();
    let mut at = 0;
    for record in left {
        if versions(project, record).is_empty() {
            // It says no one version: it is about all that nobody else is about.
            let all = if open.is_empty() { group } else { &open };
            all.iter().for_each(|u| of_all(&mut differing, *u, record));
        } else if open.is_empty() {
            lost.push(record);
        } else {
            of_all(&mut differing, open[at.min(open.len() - 1)], record);
            at += 1;
        }
    }
    for unit in group {
        let exact = of.get(unit).into_iter().flatten();
        let other = differing.get(unit).into_iter().flatten();
        let before = out.len();
        for record in exact.chain(other) {
            let stated = versions(project, *record);
            let state = match stated.iter().all(|v| is_of(v, &units[*unit])) {
                false => Match::VersionDiffers,
                true if stated.is_empty() || units[*unit].version.is_none() => Match::VersionOpen,
                true => Match::Agrees,
            };
            out.push(pair(project, sboms, &units[*unit], *record, state));
        }
        if out.len() == before {
            out.push(unlisted(&units[*unit]));
        }
    }
    out.extend(lost.into_iter().map(|record| lone(record, Match::NotShipped)));
}

fn of_all(map: &mut BTreeMap<usize, Vec<RecordId>>, unit: usize, record: RecordId) {
    map.entry(unit).or_default().push(record);
}

fn lone(record: RecordId, state: Match) -> Compared {
    Compared { components: Vec::new(), record: Some(record), development: false, own: false, state, licence_differs: false, hash_differs: None }
}

fn unlisted(unit: &Unit) -> Compared {
    let state = match (unit.own, unit.development) {
        (true, _) => Match::Own,
        (_, true) => Match::Development,
        _ => Match::NotListed,
    };
    let (development, own) = (unit.development, unit.own);
    Compared { components: unit.places.clone(), record: None, development, own, state, licence_differs: false, hash_differs: None }
}

fn pair(project: &Project, sboms: &[Sbom], unit: &Unit, record: RecordId, state: Match) -> Compared {
    let components: Vec<&Component> = unit.places.iter().map(|(s, c)| &sboms[*s].components[*c]).collect();
    let own = text(project, record, "licence");
    // One bill that agrees is enough: tools conclude differently from one package.
    let licences: Vec<bool> = components.iter().filter_map(|c| licence::same(own?, c.licence.as_deref()?)).collect();
    // Another version may well have another licence, and has another digest: that the version differs is said.
    let one = state != Match::VersionDiffers;
    let hash = text(project, record, "hash").and_then(Hash::parse).filter(|_| one);
    let hash_differs = hash.and_then(|hash| {
        let others: Vec<&Hash> = components.iter().flat_map(|c| &c.hashes).filter(|h| h.algorithm == hash.algorithm).collect();
        let differs = !others.is_empty() && others.iter().all(|h| **h != hash);
        differs.then(|| others.first().map(|other| (hash.clone(), (*other).clone()))).flatten()
    });
    Compared {
        components: unit.places.clone(),
        record: Some(record),
        development: unit.development,
        own: unit.own,
        state,
        licence_differs: one && !licences.is_empty() && !licences.contains(&true),
        hash_differs,
    }
}

fn text<'a>(project: &'a Project, record: RecordId, field: &str) -> Option<&'a str> {
    project.text(record, field).map(str::trim).filter(|t| says_something(t))
}

fn purl(project: &Project, record: RecordId) -> Option<Purl> {
    text(project, record, "purl").and_then(Purl::parse)
}

/// The versions that a record states, in its field and in its package URL; a range is none, nor is a name that moves.
fn versions(project: &Project, record: RecordId) -> Vec<String> {
    let field = text(project, record, "version").map(str::to_owned);
    let versions = field.into_iter().chain(purl(project, record).and_then(|p| p.version));
    versions.filter(|v| v.contains(|c: char| c.is_alphanumeric()) && !v.contains([' ', ',']) && inexact(v).is_none()).collect()
}

/// Whether what a record states is the version of a component; what the bill leaves out cannot differ.
fn is_of(stated: &str, unit: &Unit) -> bool {
    unit.version.is_none_or(|version| same(stated, version))
}
