//! Verdicts on tests: by what ran by itself, and by hand.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Verdicts;
use super::case::{CaseId, Cases, Named};
use super::run::{day, in_time, of_version};
use super::setting::{Setting, is_retest};
use super::sharing::Naming;
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Choice, Project, RecordId, RunResult, Words};

/// The verdicts on tests.
pub(super) struct Tests {
    pub(super) verdicts: Vec<(RecordId, Judged)>,
    /// Sorted by test, where the release declares platforms.
    pub(super) platforms: Vec<(RecordId, Vec<Verdict>)>,
    /// For each report and case, the tests that name it.
    pub(super) of_cases: Vec<Vec<Vec<RecordId>>>,
    /// Names in `automated` that no case has, sorted by test.
    pub(super) unmatched: Vec<(RecordId, String)>,
    /// Failures that count though later runs passed elsewhere, sorted by test.
    pub(super) standing: Vec<(RecordId, Standing)>,
    /// Which cases each test names, and how.
    pub(super) namings: Vec<Naming>,
}

/// A failure that counts though later runs passed: they were made in another setting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The failure.
    pub failure: Basis,
    /// The later runs that passed.
    pub passes: Vec<Basis>,
}

/// Judges all tests. One passes only if every name in `automated` matched and all matches passed, those too that name the test
/// by its id, or its manual run passed. Beside it, the verdict by what ran on each platform of the release.
pub(super) fn judge(project: &Project, runs: &Verdicts) -> Tests {
    let cases = Cases::new(project);
    let of_cases = project.evidence.reports.iter().map(|r| vec![Vec::new(); r.cases.len()]).collect();
    let mut tests = Tests { verdicts: Vec::new(), platforms: Vec::new(), of_cases, unmatched: Vec::new(), standing: Vec::new(), namings: Vec::new() };
    for test in project.with_role("test") {
        let automated = automated(project, test, &cases, &mut tests);
        let manual = manual(project, test, runs, &mut tests);
        let at_best = if is_unreadable(project, &manual) { Verdict::NotRun } else { Verdict::Passing };
        let on = |platform: Option<&str>| {
            let judged = both(automated.as_ref().map(|a| a.judged(platform)), manual_judged(&manual, platform));
            Judged { verdict: judged.verdict.max(at_best), ..judged }
        };
        let platforms: Vec<Verdict> = project.config.release.platforms.iter().map(|p| on(Some(&p.value)).verdict).collect();
        tests.verdicts.push((test, on(None)));
        if !platforms.is_empty() {
            tests.platforms.push((test, platforms));
        }
    }
    tests.platforms.sort();
    tests.unmatched.sort();
    tests.standing.sort();
    tests.standing.dedup();
    tests
}

fn both(automated: Option<Judged>, manual: Option<Judged>) -> Judged {
    match (automated, manual) {
        (None, None) => Judged { verdict: Verdict::NotRun, rests_on: Vec::new() },
        (Some(one), None) | (None, Some(one)) => one,
        (Some(a), Some(m)) => {
            let worst = a.verdict.max(m.verdict);
            let verdict = if worst == Verdict::Failing { worst } else { a.verdict.min(m.verdict) };
            Judged { verdict, rests_on: [a.rests_on, m.rests_on].concat() }
        }
    }
}

/// One run of a case or by hand, for choosing the one that counts.
struct Attempt {
    date: Option<Date>,
    verdict: Verdict,
    basis: Basis,
}

/// Of several runs of the same thing on one platform: the latest dated counts; undated ones and those of equal date count
/// all. A failure counts until a later run passes in the same setting, or one by hand that is made to repeat it: leaving a test
/// out, or running it elsewhere, repairs nothing. Runs of another version count only where there is no other; so do those of a
/// day that has not come, unless they fail.
fn counting(project: &Project, attempts: Vec<Attempt>, standing: &mut Vec<Standing>) -> Vec<(Verdict, Basis)> {
    let is_planned = |a: &Attempt| a.date.is_some_and(|d| d > project.as_of) && a.verdict != Verdict::Failing;
    let made = attempts.iter().any(|a| !is_planned(a));
    let attempts: Vec<Attempt> = attempts.into_iter().filter(|a| !made || !is_planned(a)).collect();
    let fresh = attempts.iter().any(|a| a.verdict != Verdict::Stale);
    let attempts: Vec<&Attempt> = attempts.iter().filter(|a| !fresh || a.verdict != Verdict::Stale).collect();
    let latest = attempts.iter().filter_map(|a| a.date).max();
    let passes: Vec<&Attempt> = attempts.iter().copied().filter(|a| a.verdict == Verdict::Passing && a.date.is_some()).collect();
    let mut stands = |failure: &Attempt| {
        let later: Vec<&Attempt> = passes.iter().copied().filter(|pass| pass.date > failure.date).collect();
        if later.is_empty() {
            return true;
        }
        let setting = Setting::of(project, failure.basis);
        let repaired = later.iter().any(|pass| is_retest(project, pass.basis) || Setting::of(project, pass.basis).is_same(&setting));
        if !repaired {
            standing.push(Standing { failure: failure.basis, passes: later.iter().map(|pass| pass.basis).collect() });
        }
        !repaired
    };
    let counts = |a: &&&Attempt| a.date.is_none() || a.date == latest || a.verdict == Verdict::Failing && stands(a);
    attempts.iter().filter(counts).map(|a| (a.verdict, a.basis)).collect()
}

/// The attempts of one case on one platform.
struct Group<'a> {
    platform: Option<&'a str>,
    /// Which of the names in `automated` found it; the last one stands for the id of the test.
    name: usize,
    counting: Vec<(Verdict, Basis)>,
}

/// What ran by itself.
struct Automated<'a> {
    groups: Vec<Group<'a>>,
    /// How many names `automated` has.
    names: usize,
    /// Whether one of them found nothing.
    missing: bool,
}

impl Automated<'_> {
    /// The verdict by all that ran, or by what ran on a platform: there, too, every name has to be found.
    fn judged(&self, platform: Option<&str>) -> Judged {
        let there = || self.groups.iter().filter(|g| platform.is_none() || g.platform == platform);
        let mut parts: Vec<(Verdict, Basis)> = there().flat_map(|g| g.counting.iter().copied()).collect();
        parts.sort_by_key(|(_, basis)| *basis);
        parts.dedup();
        let mut judged = Judged::worst(parts, Verdict::NotRun);
        if self.missing || platform.is_some() && !(0..self.names).all(|name| there().any(|g| g.name == name)) {
            judged.verdict = judged.verdict.max(Verdict::NotRun);
        }
        judged
    }
}

fn automated<'a>(project: &Project, test: RecordId, cases: &Cases<'a>, tests: &mut Tests) -> Option<Automated<'a>> {
    let entries = project.field(test, "automated").map(|e| e.items()).unwrap_or_default();
    let names: Vec<(usize, &str)> = entries.iter().enumerate().filter_map(|(entry, e)| Some((entry, e.value.text()?))).collect();
    let by_id = cases.of_test(test);
    if by_id.is_empty() && project.field(test, "automated").is_none() {
        return None;
    }
    let mut all = Automated { groups: Vec::new(), names: names.len(), missing: false };
    for (index, (entry, name)) in names.iter().enumerate() {
        let Named { cases: found, letters } = cases.named(name);
        if found.is_empty() {
            all.missing = true;
            tests.unmatched.push((test, (*name).to_owned()));
        }
        all.groups.extend(groups(project, test, index, &found, cases, tests));
        tests.namings.push(Naming { test, entry: Some(*entry), letters, cases: found });
    }
    all.groups.extend(groups(project, test, names.len(), by_id, cases, tests));
    tests.namings.push(Naming { test, entry: None, letters: None, cases: by_id.to_vec() });
    Some(all)
}

/// Cases by name and platform, each with its runs that count.
fn groups<'a>(project: &Project, test: RecordId, name: usize, found: &[CaseId], cases: &Cases<'a>, tests: &mut Tests) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(&str, &str, Option<&str>), Vec<Attempt>> = BTreeMap::new();
    for (r, c) in found.iter().copied() {
        let report = &cases.reports[r];
        let case = &report.cases[c];
        let naming = &mut tests.of_cases[r][c];
        if naming.last() != Some(&test) {
            naming.push(test);
        }
        let verdict = in_time(project, report.date, Verdict::from(case.outcome));
        let verdict = of_version(project, report.version.as_deref(), verdict);
        let key = (case.classname.as_str(), case.name.as_str(), report.platform.as_deref());
        groups.entry(key).or_default().push(Attempt { date: report.date, verdict, basis: Basis::Case(r, c) });
    }
    let mut standing = Vec::new();
    let mut group = |platform, attempts| Group { platform, name, counting: counting(project, attempts, &mut standing) };
    let groups = groups.into_iter().map(|((_, _, platform), attempts)| group(platform, attempts)).collect();
    tests.standing.extend(standing.into_iter().map(|standing| (test, standing)));
    groups
}

/// The runs by hand that count, by platform.
type Manual = BTreeMap<Option<String>, Vec<(Verdict, Basis)>>;

fn manual(project: &Project, test: RecordId, runs: &Verdicts, tests: &mut Tests) -> Manual {
    let mut platforms: BTreeMap<Option<String>, Vec<Attempt>> = BTreeMap::new();
    for run in project.linked(test, "runs") {
        let date = day(project, run);
        let verdict = runs.get(run).map_or(Verdict::NotRun, |j| j.verdict);
        let platform = project.text(run, "platform").map(str::to_owned);
        platforms.entry(platform).or_default().push(Attempt { date, verdict, basis: Basis::Record(run) });
    }
    let mut standing = Vec::new();
    let counting = platforms.into_iter().map(|(platform, attempts)| (platform, counting(project, attempts, &mut standing))).collect();
    tests.standing.extend(standing.into_iter().map(|standing| (test, standing)));
    counting
}

/// Whether a run by hand that counts says nothing that can be read: it may be a failure, and what ran by itself does not make up
/// for that.
fn is_unreadable(project: &Project, manual: &Manual) -> bool {
    let unreadable = |basis: &Basis| match basis {
        Basis::Record(run) => RunResult::of(project.field(*run, "result")) == Choice::Wrong || project.is_of_unknown_status(*run),
        Basis::Case(..) => false,
    };
    manual.values().flatten().any(|(_, basis)| unreadable(basis))
}

fn manual_judged(manual: &Manual, platform: Option<&str>) -> Option<Judged> {
    let there = || manual.iter().filter(|(p, _)| platform.is_none() || p.as_deref() == platform);
    there().next()?;
    Some(Judged::worst(there().flat_map(|(_, parts)| parts.iter().copied()), Verdict::NotRun))
}
