//! Structural coverage of the units: what ran of their code in the tests, by all reports together.

mod goal;
mod source_tree;

pub use goal::{Goal, Measure, Unmet};

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CoveredFile, Entry, Project, RecordId, says_something};
use source_tree::{Meant, SourceTree, components};

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many ran or were taken.
    pub covered: u64,
    /// How many there are; with 0 there are no data, and nothing is shown.
    pub total: u64,
}

impl Share {
    fn add(&mut self, other: Share) {
        self.covered = self.covered.saturating_add(other.covered);
        self.total = self.total.saturating_add(other.total);
    }
}

/// What the reports show of a unit.
#[derive(Debug, Clone)]
pub struct UnitCoverage {
    /// The unit.
    pub unit: RecordId,
    /// Its files in the reports, as paths of the project, sorted.
    pub files: Vec<String>,
    /// Lines with code.
    pub lines: Share,
    /// Branches, as far as the reports tell of any.
    pub branches: Share,
    /// The reports, by their places in [`crate::model::Evidence::coverage`].
    pub reports: Vec<usize>,
}

/// A file of a report of which cannot be told what it is.
#[derive(Debug, Clone)]
pub struct Ambiguous {
    /// The report.
    pub report: usize,
    /// The file in it.
    pub file: usize,
    /// The units that it may belong to, sorted.
    pub units: Vec<RecordId>,
    /// Another file of the report that would be the same file of the project.
    pub beside: Option<usize>,
}

/// Structural coverage of a project.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Units that say where their code is, by record.
    pub units: Vec<UnitCoverage>,
    /// For each report its files that belong to no unit.
    pub unmatched: Vec<Vec<usize>>,
    /// Files that count for nobody, by report and file.
    pub ambiguous: Vec<Ambiguous>,
    /// Goals of units that are not met, by record.
    goals: Vec<Goal>,
}

impl Coverage {
    /// What the reports show of a unit; `None` if it does not say where its code is.
    pub fn of(&self, unit: RecordId) -> Option<&UnitCoverage> {
        let at = self.units.binary_search_by_key(&unit, |u| u.unit).ok()?;
        self.units.get(at)
    }

    /// The goals of a unit that the reports do not show to be met.
    pub fn unmet_goals(&self, unit: RecordId) -> impl Iterator<Item = &Goal> {
        let from = self.goals.partition_point(|goal| goal.unit < unit);
        self.goals[from..].iter().take_while(move |goal| goal.unit == unit)
    }
}

/// A file of the project in the reports.
#[derive(Default)]
struct Known {
    /// Reports and files.
    places: Vec<(usize, usize)>,
    units: BTreeSet<RecordId>,
}

/// Computes the coverage, and what of the units' goals it does not show.
pub(in crate::judge) fn coverage(project: &Project) -> Coverage {
    let mut all = shown(project);
    all.goals = goal::unmet(project, &all);
    all
}

fn shown(project: &Project) -> Coverage {
    let reports = &project.evidence.coverage;
    let mut all = Coverage::default();
    if reports.is_empty() {
        return all;
    }
    let mut by_code: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for unit in project.with_role("unit").filter(|u| !project.is_obsolete(*u)) {
        let code = project.field(unit, "code").map(Entry::items).unwrap_or_default();
        let said: Vec<String> = code.iter().filter_map(|e| e.value.text()).filter(|t| says_something(t)).map(|t| components(t).join("/")).collect();
        if said.is_empty() {
            continue;
        }
        all.units.push(UnitCoverage { unit, files: Vec::new(), lines: Share::default(), branches: Share::default(), reports: Vec::new() });
        for path in said.into_iter().filter(|p| !p.is_empty()) {
            by_code.entry(path).or_default().push(unit);
        }
    }
    all.units.sort_by_key(|u| u.unit);
    let (said, units): (Vec<String>, Vec<Vec<RecordId>>) = by_code.into_iter().unzip();
    let tree = SourceTree::new(said);
    let owners = |said: &[usize]| said.iter().flat_map(|at| &units[*at]).copied().collect::<BTreeSet<RecordId>>();
    let mut files: BTreeMap<String, Known> = BTreeMap::new();
    for (r, report) in reports.iter().enumerate() {
        let mut unmatched = Vec::new();
        let mut here: BTreeMap<String, (Vec<usize>, BTreeSet<RecordId>)> = BTreeMap::new();
        for (f, file) in report.files.iter().enumerate() {
            match tree.meant(&file.path) {
                Meant::Nothing => unmatched.push(f),
                Meant::Several(said) => all.ambiguous.push(Ambiguous { report: r, file: f, units: owners(&said).into_iter().collect(), beside: None }),
                Meant::File(path, said) => here.entry(path).or_insert_with(|| (Vec::new(), owners(&said))).0.push(f),
            }
        }
        for (path, (mut found, units)) in here {
            // One that is written just as in the project is meant; of others that end alike nobody knows which.
            if let Some(exact) = found.iter().copied().find(|f| components(&report.files[*f].path).join("/") == path) {
                unmatched.extend(found.iter().copied().filter(|f| *f != exact));
                found = vec![exact];
            }
            match found.as_slice() {
                [one] => {
                    let known = files.entry(path).or_default();
                    known.places.push((r, *one));
                    known.units.extend(units);
                }
                several => {
                    let units: Vec<RecordId> = units.into_iter().collect();
                    let beside = |f: usize| several.iter().copied().find(|other| *other != f);
                    all.ambiguous.extend(several.iter().map(|f| Ambiguous { report: r, file: *f, units: units.clone(), beside: beside(*f) }));
                }
            }
        }
        unmatched.sort_unstable();
        all.unmatched.push(unmatched);
    }
    all.ambiguous.sort_by_key(|a| (a.report, a.file));
    for (path, known) in files {
        let parts: Vec<&CoveredFile> = known.places.iter().map(|(r, f)| &reports[*r].files[*f]).collect();
        let (lines, branches) = (lines(&parts), branches(&parts));
        for unit in known.units {
            let Ok(at) = all.units.binary_search_by_key(&unit, |u| u.unit) else { continue };
            let of = &mut all.units[at];
            of.files.push(path.clone());
            of.lines.add(lines);
            of.branches.add(branches);
            of.reports.extend(known.places.iter().map(|(r, _)| *r));
        }
    }
    for unit in &mut all.units {
        unit.reports.sort_unstable();
        unit.reports.dedup();
    }
    all
}

/// The lines of a file in several reports: one that ran in any of them ran.
fn lines(parts: &[&CoveredFile]) -> Share {
    let mut all: BTreeMap<u32, bool> = BTreeMap::new();
    for line in parts.iter().flat_map(|p| &p.lines) {
        *all.entry(line.number).or_default() |= line.hit;
    }
    Share { covered: all.values().filter(|hit| **hit).count() as u64, total: all.len() as u64 }
}

/// The branches of a file in several reports. Of those that are only counted the best report of each line counts: which ones
/// were taken nobody says, so that there are at least as many.
fn branches(parts: &[&CoveredFile]) -> Share {
    let mut told: BTreeMap<(u32, u64), bool> = BTreeMap::new();
    for branch in parts.iter().flat_map(|p| &p.branches) {
        *told.entry((branch.line, branch.id)).or_default() |= branch.taken;
    }
    let mut all: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for ((line, _), taken) in told {
        let of = all.entry(line).or_default();
        *of = (of.0 + u64::from(taken), of.1 + 1);
    }
    for counted in parts.iter().flat_map(|p| &p.counted) {
        let of = all.entry(counted.line).or_default();
        *of = (of.0.max(u64::from(counted.taken)), of.1.max(u64::from(counted.total)));
    }
    let mut share = Share::default();
    all.into_values().for_each(|(covered, total)| share.add(Share { covered, total }));
    share
}
