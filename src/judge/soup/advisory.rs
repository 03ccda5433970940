//! Known anomalies of SOUP: which advisories may affect which SOUP, and whether its record evaluates them.
//!
//! When in doubt, it is a match: what cannot be told needs a person's evaluation. What a VEX document says is shown and is no
//! evaluation; only the record's is.

use std::collections::{BTreeMap, BTreeSet};

use super::range::within;
use crate::model::{Advisory, Affected, Cpe, Entry, Event, Project, Purl, RecordId, Value, Versions, says_something};
use crate::version;

/// Whether an advisory affects the version in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Affects {
    /// No.
    No,
    /// The package, and perhaps the version: the range cannot be evaluated, or the version is not known.
    RangeNotEvaluated,
    /// Yes.
    Yes,
}

/// What a record of SOUP says about a known anomaly. Entries of `evaluated` are named by their places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evaluation {
    /// Whether it is relevant, and why; if it is, the risk or anomaly it adds to.
    Given,
    /// That it is relevant, and neither a risk nor an anomaly.
    WithoutRisk(usize),
    /// Not whether it is relevant, or not why.
    Incomplete(usize),
    /// Nothing.
    Missing,
}

/// An anomaly that a SOUP is known to have, or may have.
#[derive(Debug, Clone)]
pub struct KnownAnomaly {
    /// The SOUP.
    pub soup: RecordId,
    /// The advisories about it, by their places in [`crate::model::Evidence::advisories`]: those that share an id.
    pub advisories: Vec<usize>,
    /// Whether they affect the version in use: the worst of them.
    pub affects: Affects,
    /// The entries of `evaluated` that name one of their ids.
    pub entries: Vec<usize>,
    /// What the record says, the least of what it says about each advisory.
    pub evaluation: Evaluation,
}

/// What the advisories say about the SOUP of a project.
#[derive(Debug, Clone, Default)]
pub struct Advisories {
    /// Known anomalies, by SOUP and id of the first advisory.
    pub known: Vec<KnownAnomaly>,
    /// SOUP that no advisory can be compared with: no package URL, or none that can be read, and no CPE name that an advisory
    /// could meet.
    pub not_compared: Vec<RecordId>,
    /// Advisories about packages that no record of SOUP names, by their places. One that is about a SOUP in another version is
    /// none of them.
    pub unmatched: Vec<usize>,
    /// How many advisories name, in part or at all, no package that could be compared.
    pub unplaced: usize,
    /// How many were withdrawn.
    pub withdrawn: usize,
}

impl Advisories {
    /// The known anomalies of a SOUP.
    pub fn of(&self, soup: RecordId) -> impl Iterator<Item = &KnownAnomaly> {
        let from = self.known.partition_point(|k| k.soup < soup);
        self.known[from..].iter().take_while(move |k| k.soup == soup)
    }
}

/// Compares the SOUP of a project with the advisories.
pub(in crate::judge) fn advisories(project: &Project) -> Advisories {
    let mut all = Advisories::default();
    if project.evidence.advisory_files.is_empty() {
        return all;
    }
    let by_cpe = project.evidence.advisories.iter().flat_map(|a| &a.affected).flat_map(|a| &a.packages).any(|key| key.starts_with("cpe/"));
    let mut by_package: BTreeMap<String, Vec<Used>> = BTreeMap::new();
    for soup in project.with_role("soup").filter(|s| !project.is_obsolete(*s)) {
        let (package, product) = names(project, soup);
        if package.is_none() && !(by_cpe && product.is_some()) {
            all.not_compared.push(soup);
        }
        let stated = project.text(soup, "version").filter(|v| says_something(v)).map(str::to_owned);
        // Where the fields and the names state several versions, any may be the one in use; so may that of the source package.
        let source = package.as_ref().and_then(|p| p.upstream.clone()).and_then(|(_, version)| version);
        let named = [package.and_then(|p| p.version), product.and_then(|p| p.version)];
        let versions = named.into_iter().chain([stated, source]).flatten().map(Some).collect::<BTreeSet<_>>();
        let versions = if versions.is_empty() { BTreeSet::from([None]) } else { versions };
        for (key, earlier) in keys(project, soup) {
            let used = versions.iter().map(|version| Used { soup, version: version.clone(), earlier });
            by_package.entry(key).or_default().extend(used);
        }
    }
    let mut found: BTreeMap<RecordId, Vec<(usize, Affects)>> = BTreeMap::new();
    for (index, advisory) in project.evidence.advisories.iter().enumerate() {
        if advisory.withdrawn {
            all.withdrawn += 1;
            continue;
        }
        if advisory.affected.is_empty() || advisory.affected.iter().any(|a| a.packages.is_empty()) {
            all.unplaced += 1;
        }
        let mut worst: BTreeMap<RecordId, Affects> = BTreeMap::new();
        for affected in &advisory.affected {
            for used in affected.packages.iter().filter_map(|p| by_package.get(p)).flatten() {
                if used.earlier && !reaches_later_majors(affected) {
                    continue;
                }
                let affects = worst.entry(used.soup).or_insert(Affects::No);
                *affects = (*affects).max(affects_version(affected, used.version.as_deref()));
            }
        }
        if worst.is_empty() {
            all.unmatched.push(index);
        }
        for (soup, affects) in worst.into_iter().filter(|(_, a)| *a != Affects::No) {
            found.entry(soup).or_default().push((index, affects));
        }
    }
    for (soup, matches) in found {
        group(project, soup, matches, &mut all.known);
    }
    all
}

/// A SOUP under one of the names that advisories may know it by.
struct Used {
    soup: RecordId,
    version: Option<String>,
    /// Whether the name is that of a Go module before its second major version, and the SOUP is of a later one.
    earlier: bool,
}

/// The package URL and the CPE name of a SOUP, where they can be read.
fn names(project: &Project, soup: RecordId) -> (Option<Purl>, Option<Cpe>) {
    (project.text(soup, "purl").and_then(Purl::parse), project.text(soup, "cpe").and_then(Cpe::parse))
}

/// The keys under which advisories may name a SOUP, each with whether it is that of an earlier major version of a Go module.
fn keys(project: &Project, soup: RecordId) -> BTreeMap<String, bool> {
    let (package, product) = names(project, soup);
    let mut keys = package.map(|p| p.keys_in_use()).unwrap_or_default();
    keys.extend(product.map(|p| (p.key, false)));
    keys
}

/// Whether what is affected is the package of a SOUP, in whatever version.
pub fn names_soup(project: &Project, soup: RecordId, affected: &Affected) -> bool {
    let keys = keys(project, soup);
    affected.packages.iter().any(|package| keys.get(package).is_some_and(|earlier| !earlier || reaches_later_majors(affected)))
}

/// Whether an advisory on a Go module before its second major version speaks of later ones: many leave the `/v2` out of the
/// name. One that states no version may.
fn reaches_later_majors(affected: &Affected) -> bool {
    let later = |version: &str| {
        let number = version.trim().trim_start_matches(['v', 'V']).split(['.', '-', '+']).next().unwrap_or_default();
        number.parse::<u64>().map_or(!version.trim().is_empty(), |major| major > 1)
    };
    let events = || affected.ranges.iter().flat_map(|range| &range.events);
    let at = |event: &Event| match event {
        Event::Introduced(at) | Event::Fixed(at) | Event::LastAffected(at) | Event::Limit(at) => later(at),
    };
    let nothing = affected.versions.is_empty() && events().next().is_none();
    nothing || affected.versions.iter().any(later) || events().any(at)
}

fn affects_version(affected: &Affected, used: Option<&str>) -> Affects {
    let Some(used) = used else { return Affects::RangeNotEvaluated };
    let listed = |versions: &Versions, same: fn(&str, &str) -> bool| versions.iter().any(|v| same(v, used));
    if listed(&affected.versions, version::same_but_for_build) {
        return Affects::Yes;
    }
    if listed(&affected.unaffected, version::exactly) {
        return Affects::No;
    }
    if affected.ranges.is_empty() && affected.versions.is_empty() {
        // Nothing says which versions are affected; some are, or there would be no advisory.
        return Affects::RangeNotEvaluated;
    }
    // Whether a range in the record holds one of the listed versions is not known.
    let unlisted = if version::inexact(used).is_some() { Affects::RangeNotEvaluated } else { Affects::No };
    affected.ranges.iter().map(|range| within(used, range)).max().unwrap_or(unlisted)
}

/// Puts together the advisories on a SOUP that share an id: one anomaly, however many files tell of it.
fn group(project: &Project, soup: RecordId, matches: Vec<(usize, Affects)>, known: &mut Vec<KnownAnomaly>) {
    let advisory = |index: usize| &project.evidence.advisories[index];
    let entries = project.field(soup, "evaluated").map(Entry::items).unwrap_or_default();
    let mut by_ref: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(named) = entry.value.get("ref").and_then(|e| e.value.text()) {
            by_ref.entry(folded(named)).or_default().push(at);
        }
    }
    // The group of each match: the first match that it shares an id with, however indirectly.
    let mut group: Vec<usize> = (0..matches.len()).collect();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, (index, _)) in matches.iter().enumerate() {
        for id in ids(advisory(*index)) {
            let other = *first.entry(id).or_insert(at);
            let (a, b) = (root(&mut group, at), root(&mut group, other));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, KnownAnomaly> = BTreeMap::new();
    for (at, (index, affects)) in matches.iter().enumerate() {
        let names = ids(advisory(*index));
        let own: Vec<usize> = names.iter().filter_map(|id| by_ref.get(id)).flatten().copied().collect();
        let evaluation = evaluation(project, entries, &own);
        let root = root(&mut group, at);
        let one = groups.entry(root).or_insert_with(|| KnownAnomaly {
            soup,
            advisories: Vec::new(),
            affects: Affects::No,
            entries: Vec::new(),
            evaluation: Evaluation::Given,
        });
        one.advisories.push(*index);
        one.affects = one.affects.max(*affects);
        one.entries.extend(own);
        one.evaluation = one.evaluation.max(evaluation);
    }
    let mut groups: Vec<KnownAnomaly> = groups.into_values().collect();
    for one in &mut groups {
        one.entries.sort_unstable();
        one.entries.dedup();
    }
    groups.sort_by(|a, b| advisory(a.advisories[0]).id.cmp(&advisory(b.advisories[0]).id).then(a.advisories[0].cmp(&b.advisories[0])));
    known.append(&mut groups);
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// The id of an advisory and its aliases, for comparing.
fn ids(advisory: &Advisory) -> BTreeSet<String> {
    advisory.aliases.iter().chain([&advisory.id]).map(|id| folded(id)).filter(|id| !id.is_empty()).collect()
}

fn folded(id: &str) -> String {
    id.trim().to_lowercase()
}

/// What entries say about one advisory: one that is relevant without a risk, or nothing complete, speaks for all.
fn evaluation(project: &Project, entries: &[Entry], own: &[usize]) -> Evaluation {
    let mut given = false;
    let mut incomplete = None;
    for at in own {
        let entry = &entries[*at];
        let word = |name: &str| entry.value.get(name).and_then(|e| e.value.text());
        let relevant = word("relevant");
        if !matches!(relevant, Some("true" | "false")) || !word("reason").is_some_and(says_something) {
            incomplete.get_or_insert(*at);
        } else if relevant == Some("true") && !["risk", "anomaly"].iter().any(|name| entry.value.get(name).is_some_and(|e| names_record(project, e))) {
            return Evaluation::WithoutRisk(*at);
        } else {
            given = true;
        }
    }
    match incomplete {
        _ if given => Evaluation::Given,
        Some(at) => Evaluation::Incomplete(at),
        None => Evaluation::Missing,
    }
}

fn names_record(project: &Project, entry: &Entry) -> bool {
    entry.items().iter().any(|e| matches!(e.value, Value::Record { target: Some(to), .. } if !project.is_obsolete(to)))
}
