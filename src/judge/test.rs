//! Verdicts on tests, runs and verifications.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Judgement;
use super::case::Cases;
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Outcome, Project, RecordId, Value, says_something};

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

/// A test passes only if every name in `automated` matched and all matches passed, or its manual run passed.
pub(super) fn test(project: &Project, test: RecordId, cases: &Cases, judgement: &mut Judgement) -> Judged {
    let automated = automated(project, test, cases, judgement);
    let manual = manual(project, test, judgement);
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
/// all. Runs of another version count only where there is no other; so do those of a day that has not come, unless they fail.
fn counting(attempts: Vec<Attempt>, as_of: Date) -> Vec<(Verdict, Basis)> {
    let is_planned = |a: &Attempt| a.date.is_some_and(|d| d > as_of) && a.verdict != Verdict::Failing;
    let made = attempts.iter().any(|a| !is_planned(a));
    let attempts: Vec<Attempt> = attempts.into_iter().filter(|a| !made || !is_planned(a)).collect();
    let fresh = attempts.iter().any(|a| a.verdict != Verdict::Stale);
    let attempts: Vec<&Attempt> = attempts.iter().filter(|a| !fresh || a.verdict != Verdict::Stale).collect();
    let latest = attempts.iter().filter_map(|a| a.date).max();
    attempts.iter().filter(|a| a.date.is_none() || a.date == latest).map(|a| (a.verdict, a.basis)).collect()
}

fn automated(project: &Project, test: RecordId, cases: &Cases, judgement: &mut Judgement) -> Option<Judged> {
    let names = project.field(test, "automated")?;
    let mut parts: Vec<(Verdict, Basis)> = Vec::new();
    let mut missing = false;
    for name in names.items().iter().filter_map(|e| e.value.text()) {
        let found = cases.named(name);
        if found.is_empty() {
            missing = true;
            judgement.unmatched.push((test, name.to_owned()));
        }
        let mut groups: BTreeMap<(&str, &str, Option<&str>), Vec<Attempt>> = BTreeMap::new();
        for (r, c) in found {
            let report = &cases.reports[r];
            let case = &report.cases[c];
            let tests = &mut judgement.case_tests[r][c];
            if tests.last() != Some(&test) {
                tests.push(test);
            }
            let verdict = match case.outcome {
                Outcome::Pass => Verdict::Passing,
                Outcome::Skipped => Verdict::NotRun,
                Outcome::Failure | Outcome::Error => Verdict::Failing,
            };
            let verdict = in_time(project, report.date, verdict);
            let verdict = of_version(project, report.version.as_deref(), verdict);
            let key = (case.classname.as_str(), case.name.as_str(), report.platform.as_deref());
            groups.entry(key).or_default().push(Attempt { date: report.date, verdict, basis: Basis::Case(r, c) });
        }
        parts.extend(groups.into_values().flat_map(|attempts| counting(attempts, project.as_of)));
    }
    parts.sort_by_key(|(_, basis)| *basis);
    parts.dedup();
    let mut judged = Judged::worst(parts, Verdict::NotRun);
    if missing {
        judged.verdict = judged.verdict.max(Verdict::NotRun);
    }
    Some(judged)
}

fn manual(project: &Project, test: RecordId, judgement: &Judgement) -> Option<Judged> {
    let mut platforms: BTreeMap<Option<String>, Vec<Attempt>> = BTreeMap::new();
    for run in project.linked(test, "runs") {
        let date = day(project, run);
        let verdict = judgement.verdict(run).map_or(Verdict::NotRun, |j| j.verdict);
        let platform = project.text(run, "platform").map(str::to_owned);
        platforms.entry(platform).or_default().push(Attempt { date, verdict, basis: Basis::Record(run) });
    }
    if platforms.is_empty() {
        return None;
    }
    Some(Judged::worst(platforms.into_values().flat_map(|attempts| counting(attempts, project.as_of)), Verdict::NotRun))
}
