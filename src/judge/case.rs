//! Which cases of the test reports a name in `automated` means.

use rustc_hash::FxHashMap;

use super::case_id::named_tests;
use crate::model::{Project, RecordId, Report};

/// A case, by the place of its report and its place in it.
pub(super) type CaseId = (usize, usize);

/// The cases of all reports, by name.
pub(super) struct Cases<'a> {
    pub(super) reports: &'a [Report],
    names: FxHashMap<&'a str, Vec<CaseId>>,
    full: FxHashMap<String, Vec<CaseId>>,
    /// All names of both forms in order, so that a pattern looks only at those that begin as it does.
    sorted: Vec<(String, CaseId)>,
    tests: FxHashMap<RecordId, Vec<CaseId>>,
}

impl<'a> Cases<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        let reports = project.evidence.reports.as_slice();
        let mut tests: FxHashMap<RecordId, Vec<CaseId>> = FxHashMap::default();
        let mut names: FxHashMap<&str, Vec<CaseId>> = FxHashMap::default();
        let mut full: FxHashMap<String, Vec<CaseId>> = FxHashMap::default();
        let mut sorted: Vec<(String, CaseId)> = Vec::new();
        for (r, report) in reports.iter().enumerate() {
            for (c, case) in report.cases.iter().enumerate() {
                names.entry(&case.name).or_default().push((r, c));
                sorted.push((case.name.clone(), (r, c)));
                if !case.classname.is_empty() {
                    let name = format!("{}.{}", case.classname, case.name);
                    sorted.push((name.clone(), (r, c)));
                    full.entry(name).or_default().push((r, c));
                }
                for test in named_tests(project, case) {
                    tests.entry(test).or_default().push((r, c));
                }
            }
        }
        sorted.sort();
        Self { reports, names, full, sorted, tests }
    }

    /// The cases that name a test themselves: by its id in their name, or in a property.
    pub(super) fn of_test(&self, test: RecordId) -> &[CaseId] {
        self.tests.get(&test).map(Vec::as_slice).unwrap_or_default()
    }

    /// Exactly first (name, then `classname.name`), then as a pattern in which `*` stands for any run of characters and
    /// `\*` for a star.
    pub(super) fn named(&self, name: &str) -> Vec<CaseId> {
        if let Some(found) = self.names.get(name).or_else(|| self.full.get(name)) {
            return found.clone();
        }
        if !name.contains('*') {
            return Vec::new();
        }
        let parts = pattern(name);
        let begin = parts.first().map_or("", String::as_str);
        let from = self.sorted.partition_point(|(n, _)| n.as_str() < begin);
        let candidates = self.sorted[from..].iter().take_while(|(n, _)| n.starts_with(begin));
        let mut found: Vec<CaseId> = candidates.filter(|(n, _)| matches(&parts, n)).map(|(_, case)| *case).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
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
