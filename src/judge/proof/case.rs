//! Which cases of the test reports a name in `automated` means.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::case_id::named_tests;
use super::pattern::Pattern;
use crate::model::{Case, Project, RecordId, Report};

/// A case, by the place of its report and its place in it.
pub(super) type CaseId = (usize, usize);

/// The cases that a name means.
#[derive(Default)]
pub(super) struct Named {
    pub(super) cases: Vec<CaseId>,
    /// Of a pattern, how many letters and digits it states.
    pub(super) letters: Option<usize>,
}

/// The cases of all reports, by name. A report may hold very many: nothing of them is written a second time.
pub(super) struct Cases<'a> {
    pub(super) reports: &'a [Report],
    /// All cases in the order of their names.
    names: Vec<CaseId>,
    /// Those with a class, in the order of `classname.name`.
    full: Vec<CaseId>,
    tests: FxHashMap<RecordId, Vec<CaseId>>,
}

impl<'a> Cases<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        let reports = project.evidence.reports.as_slice();
        let mut tests: FxHashMap<RecordId, Vec<CaseId>> = FxHashMap::default();
        let mut names: Vec<CaseId> = Vec::new();
        for (r, report) in reports.iter().enumerate() {
            for (c, case) in report.cases.iter().enumerate() {
                names.push((r, c));
                for test in named_tests(project, case) {
                    tests.entry(test).or_default().push((r, c));
                }
            }
        }
        let case = |(r, c): CaseId| &reports[r].cases[c];
        let mut full: Vec<CaseId> = names.iter().copied().filter(|id| !case(*id).classname.is_empty()).collect();
        names.sort_by(|a, b| case(*a).name.cmp(&case(*b).name));
        full.sort_by(|a, b| {
            let (a, b) = (case(*a), case(*b));
            if a.classname == b.classname { a.name.cmp(&b.name) } else { letters(a).cmp(letters(b)) }
        });
        Self { reports, names, full, tests }
    }

    /// The cases that name a test themselves: by its id in their name, or in a property.
    pub(super) fn of_test(&self, test: RecordId) -> &[CaseId] {
        self.tests.get(&test).map(Vec::as_slice).unwrap_or_default()
    }

    /// Exactly first (name, then `classname.name`), then as a pattern.
    pub(super) fn named(&self, name: &str) -> Named {
        for exact in [self.beginning(name, false), self.beginning(name, true)] {
            let cases: Vec<CaseId> = exact.map_while(|(id, text)| (text.len() == name.len()).then_some(id)).collect();
            if !cases.is_empty() {
                return Named { cases, letters: None };
            }
        }
        let pattern = match Pattern::read(name) {
            Ok(pattern) if name.contains('*') => pattern,
            Ok(_) | Err(_) => return Named::default(),
        };
        let all = self.beginning(pattern.beginning(), false).chain(self.beginning(pattern.beginning(), true));
        let mut cases: Vec<CaseId> = all.filter(|(_, text)| pattern.takes(text)).map(|(id, _)| id).collect();
        cases.sort_unstable();
        cases.dedup();
        Named { cases, letters: pattern.is_open().then(|| pattern.letters()) }
    }

    /// The cases whose name, or class and name, begins so, in order.
    fn beginning<'b>(&'b self, begin: &'b str, full: bool) -> impl Iterator<Item = (CaseId, Cow<'a, str>)> + 'b {
        let ids = if full { &self.full } else { &self.names };
        let case = |(r, c): CaseId| &self.reports[r].cases[c];
        let from = ids.partition_point(|id| if full { letters(case(*id)).lt(begin.bytes()) } else { case(*id).name.as_str() < begin });
        let text = move |id: CaseId| {
            let case = &self.reports[id.0].cases[id.1];
            if full { Cow::Owned(format!("{}.{}", case.classname, case.name)) } else { Cow::Borrowed(case.name.as_str()) }
        };
        ids[from..].iter().map(move |id| (*id, text(*id))).take_while(move |(_, text)| text.starts_with(begin))
    }
}

/// The bytes of `classname.name`.
fn letters(case: &Case) -> impl Iterator<Item = u8> + '_ {
    case.classname.bytes().chain([b'.']).chain(case.name.bytes())
}
