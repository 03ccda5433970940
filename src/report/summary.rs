//! The counts that the first page of an output shows.

use super::Context;
use crate::diag::emit::{Totals, counted};
use crate::judge::Verdict;

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// So many.
    pub count: usize,
    /// Of so many.
    pub of: usize,
}

/// The counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records that are not obsolete, of all.
    pub records: Count,
    /// Findings by level, waived ones apart.
    pub findings: Totals,
    /// Links of which an end has changed since they were reviewed.
    pub suspect_links: usize,
    /// Requirements whose verdict is passing, of those that are not obsolete.
    pub requirements: Count,
    /// Tests whose verdict is passing, of those that are not obsolete.
    pub tests: Count,
    /// Controls that are implemented and have their effect, both by passing verdicts, of those that are not obsolete.
    pub controls: Count,
    /// Clause rows that apply and are not judged complete, of those that apply.
    pub open_clauses: Count,
}

impl Summary {
    /// What stands besides the findings, in words: `3 open clauses (of 298), 1 waived error, 2 suspect links`.
    pub fn words(&self) -> String {
        let clauses = format!("{} (of {})", counted(self.open_clauses.count, "open clause"), self.open_clauses.of);
        format!("{clauses}, {}, {}", counted(self.findings.waived.errors, "waived error"), counted(self.suspect_links, "suspect link"))
    }
}

/// Counts a project.
pub fn summary(cx: Context) -> Summary {
    let project = cx.project;
    let passing = |roles: &[&str]| {
        let mut count = Count::default();
        for record in roles.iter().flat_map(|r| project.with_role(r)).filter(|r| !project.is_obsolete(*r)) {
            count.of += 1;
            count.count += usize::from(cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::Passing));
        }
        count
    };
    let mut controls = Count::default();
    for control in project.with_role("control").filter(|r| !project.is_obsolete(*r)) {
        let both = [cx.judgement.implementation(control), cx.judgement.effectiveness(control)];
        controls.of += 1;
        controls.count += usize::from(both.iter().all(|j| j.is_some_and(|j| j.verdict == Verdict::Passing)));
    }
    let applying = cx.judgement.clauses.iter().filter(|r| r.record_check.applies());
    let open = applying.clone().filter(|r| r.record_check.is_open()).count();
    Summary {
        records: Count { count: project.iter().filter(|(id, _)| !project.is_obsolete(*id)).count(), of: project.records.len() },
        findings: Totals::of(cx.findings),
        suspect_links: cx.judgement.suspects.len(),
        requirements: passing(&["system_requirement", "requirement"]),
        tests: passing(&["test"]),
        controls,
        open_clauses: Count { count: open, of: applying.count() },
    }
}
