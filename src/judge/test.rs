//! Verdicts on tests, runs and verifications.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Judgement;
use super::case::{CaseId, Cases};
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Project, RecordId, Value, says_something};

/// A run by what it says: a run of another version than the one under view is stale and proves nothing.
pub(super) fn run(project: &Project, run: RecordId) -> Judged {
    let verdict = match project.text(run, "result") {
        Some("pass") => Verdict::Passing,
        Some("fail" | "error") => Verdict::Failing,
        Some("blocked") => Verdict::Blocked,
        _ => Verdict::NotRun,
    };
    let verdict = in_time(project, day(project, run), verdict.max(worst_part(project, run, "steps")));
    Judged { verdict: of_version(project, project.text(run, "software_version"), verdict), rests_on: Vec::new() }
}

/// What a day that has not come shows: a pass of then proves nothing.
fn in_time(project: &Project, date: Option<Date>, verdict: Verdict) -> Verdict {
    if date.is_some_and(|d| d > project.as_of) { verdict.max(Verdict::NotRun) } else { verdict }
}

fn day(project: &Project, record: RecordId) -> Option<Date> {
    match project.field(record, "date")?.value {
        Value::Date(date) => Some(date),
        _ => None,
    }
}

/// A verification by its result.
pub(super) fn verification(project: &Project, verification: RecordId) -> Judged {
    let verdict = match project.text(verification, "result") {
        Some("pass") => Verdict::Passing,
        Some("fail") => Verdict::Failing,
        _ => Verdict::NotRun,
    };
    let verdict = verdict.max(worst_part(project, verification, "criteria"));
    Judged { verdict: in_time(project, day(project, verification), verdict), rests_on: Vec::new() }
}

/// The worst result among the steps of a run or the criteria of a verification: a whole is no better than its parts. Criteria
/// of which none applies show nothing.
fn worst_part(project: &Project, record: RecordId, field: &str) -> Verdict {
    let parts = project.field(record, field).map(|e| e.items()).unwrap_or_default();
    let results: Vec<&str> = parts.iter().filter_map(|p| p.value.get("result")?.value.text()).collect();
    if !results.is_empty() && results.len() == parts.len() && results.iter().all(|r| *r == "not_applicable") {
        return Verdict::NotRun;
    }
    let verdicts = results.into_iter().map(|result| match result {
        "fail" | "error" => Verdict::Failing,
        "blocked" => Verdict::Blocked,
        "skipped" | "not_run" => Verdict::NotRun,
        _ => Verdict::Passing,
    });
    verdicts.max().unwrap_or(Verdict::Passing)
}

/// What a run shows about the version under view: nothing, if another one ran. A run that does not say which version ran
/// shows no pass of this one; a failure stays a failure.
fn of_version(project: &Project, ran: Option<&str>, verdict: Verdict) -> Verdict {
    let Some(viewed) = project.config.release.version.as_deref() else { return verdict };
    match ran.filter(|v| says_something(v)) {
        Some(version) if version == viewed => verdict,
        Some(_) => Verdict::Stale,
        None if verdict == Verdict::Passing => Verdict::Stale,
        None => verdict,
    }
}

/// A test passes only if every name in `automated` matched and all matches passed, those too that name the test by its id, or
/// its manual run passed. Beside it, the verdict by what ran on each platform of the release.
pub(super) fn test(project: &Project, test: RecordId, cases: &Cases, judgement: &mut Judgement) -> (Judged, Vec<Verdict>) {
    let automated = automated(project, test, cases, judgement);
    let manual = manual(project, test, judgement);
    let on = |platform: &str| both(automated.as_ref().map(|a| a.judged(Some(platform))), manual_judged(&manual, Some(platform))).verdict;
    let platforms = project.config.release.platforms.iter().map(|p| on(&p.value)).collect();
    (both(automated.as_ref().map(|a| a.judged(None)), manual_judged(&manual, None)), platforms)
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
/// all. One that was not made outdates no failure: leaving a test out repairs nothing. Runs of another version count only
/// where there is no other; so do those of a day that has not come, unless they fail.
fn counting(attempts: Vec<Attempt>, as_of: Date) -> Vec<(Verdict, Basis)> {
    let is_planned = |a: &Attempt| a.date.is_some_and(|d| d > as_of) && a.verdict != Verdict::Failing;
    let made = attempts.iter().any(|a| !is_planned(a));
    let attempts: Vec<Attempt> = attempts.into_iter().filter(|a| !made || !is_planned(a)).collect();
    let fresh = attempts.iter().any(|a| a.verdict != Verdict::Stale);
    let attempts: Vec<&Attempt> = attempts.iter().filter(|a| !fresh || a.verdict != Verdict::Stale).collect();
    let latest = attempts.iter().filter_map(|a| a.date).max();
    let made = attempts.iter().filter(|a| matches!(a.verdict, Verdict::Passing | Verdict::Failing)).filter_map(|a| a.date).max();
    let counts = |a: &&&Attempt| a.date.is_none() || a.date == latest || a.date == made && a.verdict == Verdict::Failing;
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

fn automated<'a>(project: &Project, test: RecordId, cases: &Cases<'a>, judgement: &mut Judgement) -> Option<Automated<'a>> {
    let names: Vec<&str> = project.field(test, "automated").map(|e| e.items()).unwrap_or_default().iter().filter_map(|e| e.value.text()).collect();
    let by_id = cases.of_test(test);
    if by_id.is_empty() && project.field(test, "automated").is_none() {
        return None;
    }
    let mut all = Automated { groups: Vec::new(), names: names.len(), missing: false };
    for (index, name) in names.iter().enumerate() {
        let found = cases.named(name);
        if found.is_empty() {
            all.missing = true;
            judgement.unmatched.push((test, (*name).to_owned()));
        }
        all.groups.extend(groups(project, test, index, &found, cases, judgement));
    }
    all.groups.extend(groups(project, test, names.len(), by_id, cases, judgement));
    Some(all)
}

/// Cases by name and platform, each with its runs that count.
fn groups<'a>(project: &Project, test: RecordId, name: usize, found: &[CaseId], cases: &Cases<'a>, judgement: &mut Judgement) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(&str, &str, Option<&str>), Vec<Attempt>> = BTreeMap::new();
    for (r, c) in found.iter().copied() {
        let report = &cases.reports[r];
        let case = &report.cases[c];
        let tests = &mut judgement.case_tests[r][c];
        if tests.last() != Some(&test) {
            tests.push(test);
        }
        let verdict = in_time(project, report.date, Verdict::from(case.outcome));
        let verdict = of_version(project, report.version.as_deref(), verdict);
        let key = (case.classname.as_str(), case.name.as_str(), report.platform.as_deref());
        groups.entry(key).or_default().push(Attempt { date: report.date, verdict, basis: Basis::Case(r, c) });
    }
    groups.into_iter().map(|((_, _, platform), attempts)| Group { platform, name, counting: counting(attempts, project.as_of) }).collect()
}

/// The runs by hand that count, by platform.
type Manual = BTreeMap<Option<String>, Vec<(Verdict, Basis)>>;

fn manual(project: &Project, test: RecordId, judgement: &Judgement) -> Manual {
    let mut platforms: BTreeMap<Option<String>, Vec<Attempt>> = BTreeMap::new();
    for run in project.linked(test, "runs") {
        let date = day(project, run);
        let verdict = judgement.verdict(run).map_or(Verdict::NotRun, |j| j.verdict);
        let platform = project.text(run, "platform").map(str::to_owned);
        platforms.entry(platform).or_default().push(Attempt { date, verdict, basis: Basis::Record(run) });
    }
    platforms.into_iter().map(|(platform, attempts)| (platform, counting(attempts, project.as_of))).collect()
}

fn manual_judged(manual: &Manual, platform: Option<&str>) -> Option<Judged> {
    let there = || manual.iter().filter(|(p, _)| platform.is_none() || p.as_deref() == platform);
    there().next()?;
    Some(Judged::worst(there().flat_map(|(_, parts)| parts.iter().copied()), Verdict::NotRun))
}
