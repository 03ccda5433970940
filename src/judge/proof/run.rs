//! Verdicts on runs by hand and on verifications, each by what it says of itself.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::verdict::{Judged, Verdict};
use crate::judge::order::{baseline, too_old};
use crate::model::{Choice, CriterionResult, Entry, Project, RecordId, RunResult, VerificationResult, Words, says_something};

/// Judges all runs and verifications. What nobody on record did, and what is older than what it is about, shows nothing.
pub(super) fn judge(project: &Project, in_view: &FxHashSet<RecordId>) -> Vec<(RecordId, Judged)> {
    let runs = project.with_role("run").map(|r| (r, run(project, r)));
    let verifications = project.with_role("verification").map(|v| (v, verification(project, v, in_view)));
    runs.chain(verifications).collect()
}

/// A run by what it says: a run of another version than the one under view is stale and proves nothing.
fn run(project: &Project, run: RecordId) -> Judged {
    let stated = result(RunResult::of(project.field(run, "result")));
    let steps = parts(project, run, "steps").into_iter().map(|step| match RunResult::of(step) {
        // A step that says nothing leaves it to the run.
        Choice::Nothing => Verdict::Passing,
        said => result(said),
    });
    let verdict = in_time(project, day(project, run), steps.fold(stated, Verdict::max));
    let verdict = in_order(project, run, by_somebody(project, run, &["tester", "responsible"], verdict));
    Judged { verdict: of_version(project, project.text(run, "software_version"), verdict), rests_on: Vec::new() }
}

fn result(said: Choice<RunResult>) -> Verdict {
    match said {
        Choice::Word(RunResult::Pass) => Verdict::Passing,
        Choice::Word(RunResult::Fail | RunResult::Error) => Verdict::Failing,
        Choice::Word(RunResult::Blocked) => Verdict::Blocked,
        Choice::Word(RunResult::Skipped | RunResult::NotRun) | Choice::Nothing | Choice::Added | Choice::Wrong => Verdict::NotRun,
    }
}

/// What a day that has not come shows: a pass of then proves nothing.
pub(super) fn in_time(project: &Project, date: Option<Date>, verdict: Verdict) -> Verdict {
    if date.is_some_and(|d| d > project.as_of) { verdict.max(Verdict::NotRun) } else { verdict }
}

pub(super) fn day(project: &Project, record: RecordId) -> Option<Date> {
    project.date(record, "date")
}

/// A verification by its result and those of its criteria. Criteria of which none applies show nothing.
fn verification(project: &Project, verification: RecordId, in_view: &FxHashSet<RecordId>) -> Judged {
    let stated = match VerificationResult::of(project.field(verification, "result")) {
        Choice::Word(VerificationResult::Pass) => Verdict::Passing,
        Choice::Word(VerificationResult::Fail) => Verdict::Failing,
        Choice::Nothing | Choice::Added | Choice::Wrong => Verdict::NotRun,
    };
    let criteria: Vec<Choice<CriterionResult>> = parts(project, verification, "criteria").into_iter().map(CriterionResult::of).collect();
    let none_applies = !criteria.is_empty() && criteria.iter().all(|c| *c == Choice::Word(CriterionResult::NotApplicable));
    let of_criteria = criteria.into_iter().map(|criterion| match criterion {
        Choice::Word(CriterionResult::Pass | CriterionResult::NotApplicable) | Choice::Nothing => Verdict::Passing,
        Choice::Word(CriterionResult::Fail) => Verdict::Failing,
        Choice::Added | Choice::Wrong => Verdict::NotRun,
    });
    let verdict = of_criteria.chain(none_applies.then_some(Verdict::NotRun)).fold(stated, Verdict::max);
    let verdict = in_time(project, day(project, verification), verdict);
    let verdict = by_somebody(project, verification, &["participants"], verdict);
    let verdict = of_state(project, verification, in_view, in_order(project, verification, verdict));
    Judged { verdict, rests_on: Vec::new() }
}

/// What was done by nobody on record shows nothing, in a project that keeps records of people.
fn by_somebody(project: &Project, record: RecordId, fields: &[&str], verdict: Verdict) -> Verdict {
    if project.names_somebody(record, fields) { verdict } else { verdict.max(Verdict::NotRun) }
}

/// What is older than what it is about shows nothing of it.
fn in_order(project: &Project, record: RecordId, verdict: Verdict) -> Verdict {
    if too_old(project, record).is_some() { verdict.max(Verdict::NotRun) } else { verdict }
}

/// What a verification shows about the version under view: nothing, if what it looked at is no part of it.
fn of_state(project: &Project, verification: RecordId, in_view: &FxHashSet<RecordId>, verdict: Verdict) -> Verdict {
    let is_other = |state: RecordId| project.config.release.version.is_some() && !in_view.contains(&state);
    if baseline(project, verification).is_some_and(is_other) && verdict != Verdict::Failing { Verdict::Stale } else { verdict }
}

/// The results of the steps of a run, or the criteria of a verification: a whole is no better than its parts.
fn parts<'a>(project: &'a Project, record: RecordId, field: &str) -> Vec<Option<&'a Entry>> {
    project.field(record, field).map(Entry::items).unwrap_or_default().iter().map(|part| part.value.get("result")).collect()
}

/// What a run shows about the version under view: nothing, if another one ran. A run that does not say which version ran
/// shows no pass of this one; a failure stays a failure.
pub(super) fn of_version(project: &Project, ran: Option<&str>, verdict: Verdict) -> Verdict {
    let Some(viewed) = project.config.release.version.as_deref() else { return verdict };
    match ran.filter(|v| says_something(v)) {
        Some(version) if version == viewed => verdict,
        Some(_) => Verdict::Stale,
        None if verdict == Verdict::Passing => Verdict::Stale,
        None => verdict,
    }
}
