//! Which cases of the test reports a name in `automated` means.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::case_id::named_tests;
use crate::model::{Case, Project, RecordId, Report};

/// A case, by the place of its report and its place in it.
pub(super) type CaseId = (usize, usize);

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

    /// Exactly first (name, then `classname.name`), then as a pattern in which `*` stands for any run of characters and
    /// `\*` for a star.
    pub(super) fn named(&self, name: &str) -> Vec<CaseId> {
        for exact in [self.beginning(name, false), self.beginning(name, true)] {
            let found: Vec<CaseId> = exact.map_while(|(id, text)| (text.len() == name.len()).then_some(id)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        if !name.contains('*') {
            return Vec::new();
        }
        let parts = pattern(name);
        let begin = parts.first().map_or("", String::as_str);
        let all = self.beginning(begin, false).chain(self.beginning(begin, true));
        let mut found: Vec<CaseId> = all.filter(|(_, text)| matches(&parts, text)).map(|(id, _)| id).collect();
        found.sort_unstable();
        found.dedup();
        found
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

/// The literal parts between the stars.
fn pattern(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'*') => {
                chars.next();
                if let Some(last) = parts.last_mut() {
                    last.push('*');
                }
            }
            '*' => parts.push(String::new()),
            c => {
                if let Some(last) = parts.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    parts
}

fn matches(parts: &[String], text: &str) -> bool {
    let [first, middle @ .., last] = parts else { return parts.first().is_some_and(|p| p == text) };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for part in middle {
        let Some(at) = rest.find(part.as_str()) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last.as_str())
}
