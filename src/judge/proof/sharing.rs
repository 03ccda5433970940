//! Cases that several tests name, and patterns that take more than they should.

use std::collections::{BTreeMap, BTreeSet};

use super::case::CaseId;
use crate::judge::review::approved;
use crate::model::{Project, RecordId, says_something};

/// How many letters and digits a pattern states at least: with fewer, it takes whatever begins alike.
const LETTERS: usize = 3;

/// The cases of a test by one way of naming them.
pub(super) struct Naming {
    pub(super) test: RecordId,
    /// Which entry of `automated` names them; none where they name the test by its id.
    pub(super) entry: Option<usize>,
    /// Of a pattern, how many letters and digits it states.
    pub(super) letters: Option<usize>,
    pub(super) cases: Vec<CaseId>,
}

/// Cases that an entry of `automated` names, and that other tests name, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The test.
    pub test: RecordId,
    /// The first entry of its `automated` that names one of them.
    pub entry: usize,
    /// Whether they are taken by patterns, and the other tests name them exactly or are named by them.
    pub by_pattern: bool,
    /// The cases, by the places of the report and of the case in it, sorted.
    pub cases: Vec<CaseId>,
    /// The other tests, sorted.
    pub others: Vec<RecordId>,
}

/// How a test names a case; the first says most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum How {
    Exactly(usize),
    ById,
    ByPattern(usize),
}

/// What a test shares, as it is found.
#[derive(Default)]
struct Together {
    entries: BTreeSet<usize>,
    cases: BTreeSet<CaseId>,
    others: BTreeSet<RecordId>,
}

/// What tests share, sorted by test; each test comes at most twice.
pub(super) fn shared(project: &Project, namings: &[Naming], of_cases: &[Vec<Vec<RecordId>>]) -> Vec<Shared> {
    let mut cases: BTreeMap<CaseId, BTreeMap<RecordId, How>> = BTreeMap::new();
    let excused = |test: RecordId| project.text(test, "not_applicable").is_some_and(says_something) && approved(project, test);
    for naming in namings.iter().filter(|naming| !project.is_obsolete(naming.test) && !excused(naming.test)) {
        let how = match (naming.entry, naming.letters) {
            (None, _) => How::ById,
            (Some(entry), None) => How::Exactly(entry),
            (Some(entry), Some(_)) => How::ByPattern(entry),
        };
        for case in naming.cases.iter().filter(|(r, c)| of_cases[*r][*c].len() > 1) {
            let best = cases.entry(*case).or_default().entry(naming.test).or_insert(how);
            *best = how.min(*best);
        }
    }
    // Cases that the same tests name in the same way: there are far fewer of these groups than cases.
    let mut groups: BTreeMap<Vec<(RecordId, How)>, Vec<CaseId>> = BTreeMap::new();
    for (case, tests) in cases {
        groups.entry(tests.into_iter().collect()).or_default().push(case);
    }
    let mut found: BTreeMap<(RecordId, bool), Together> = BTreeMap::new();
    for (tests, cases) in &groups {
        let (exact, patterns): (Vec<(RecordId, How)>, Vec<_>) = tests.iter().partition(|(_, how)| !matches!(how, How::ByPattern(_)));
        for (test, how) in tests {
            let (entry, others, by_pattern) = match how {
                How::ById => continue,
                How::Exactly(entry) => (*entry, &exact, false),
                How::ByPattern(entry) if exact.is_empty() => (*entry, &patterns, false),
                How::ByPattern(entry) => (*entry, &exact, true),
            };
            let others: Vec<RecordId> = others.iter().map(|(other, _)| *other).filter(|other| other != test).collect();
            if !others.is_empty() {
                let of = found.entry((*test, by_pattern)).or_default();
                of.entries.insert(entry);
                of.cases.extend(cases);
                of.others.extend(others);
            }
        }
    }
    let finish = |((test, by_pattern), of): ((RecordId, bool), Together)| Shared {
        test,
        entry: of.entries.first().copied().unwrap_or_default(),
        by_pattern,
        cases: of.cases.into_iter().collect(),
        others: of.others.into_iter().collect(),
    };
    found.into_iter().map(finish).collect()
}

/// Patterns that state hardly anything: tests and entries, sorted.
pub(super) fn brief(namings: &[Naming]) -> Vec<(RecordId, usize)> {
    let brief = namings.iter().filter(|naming| naming.letters.is_some_and(|letters| letters < LETTERS));
    let mut found: Vec<(RecordId, usize)> = brief.filter_map(|naming| Some((naming.test, naming.entry?))).collect();
    found.sort_unstable();
    found
}
