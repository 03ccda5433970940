//! Order in time: what reviews, verifies, retests, assesses or approves is not older than what it is about, as far as the
//! records say. Dates of approvals, revisions, baselines, changes and runs count; git decides nothing.

use jiff::civil::Date;

use super::proof::Basis;
use crate::model::{Choice, Entry, Project, RecordId, RunReason, RunResult, Value, Words};
use crate::source::Span;

/// What is newer than something that has to come after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newer {
    /// A date of the record itself, by its field.
    Own(&'static str, Date),
    /// The newest revision in the history of the record itself.
    Revision(Date),
    /// A record, by the date that counts of it.
    Record(RecordId, Date),
}

impl Newer {
    /// Its date.
    pub fn date(self) -> Date {
        match self {
            Self::Own(_, date) | Self::Revision(date) | Self::Record(_, date) => date,
        }
    }

    /// What it is, for messages: "`TEST-1` of 2026-01-02".
    pub fn words(self, project: &Project) -> String {
        match self {
            Self::Own(field, date) => format!("its `{field}` ({date})"),
            Self::Revision(date) => format!("its newest revision, of {date}"),
            Self::Record(record, date) => format!("`{}` of {date}", project.record(record).id),
        }
    }
}

/// Something that is older than what it is about, or may be, since it has no date: it proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooOld {
    /// Its own date.
    pub on: Option<Date>,
    /// The place of that date, or of the record.
    pub at: Span,
    /// What is newer.
    pub than: Newer,
}

/// Why a verification, run or assessment is older than all that it is about, or than the baseline that it looked at; none for
/// another record, and where the dates do not say so. What has no date may be older than anything that has one.
pub fn too_old(project: &Project, record: RecordId) -> Option<TooOld> {
    let (field, newer) = if project.has_role(record, "verification") {
        ("date", baseline(project, record).and_then(|b| Some(Newer::Record(b, set_on(project, b)?))))
    } else if project.has_role(record, "run") {
        ("date", before_run(project, record))
    } else if project.has_role(record, "assessment") {
        let about = project.linked(record, "assesses").into_iter().filter_map(|about| Some(Newer::Record(about, state_of(project, about)?)));
        ("on", about.max_by_key(|n| n.date()))
    } else {
        return None;
    };
    let (on, at) = match project.field(record, field) {
        Some(Entry { value: Value::Date(on), span }) => (Some(*on), *span),
        Some(Entry { span, .. }) => (None, *span),
        None => (None, project.record(record).span),
    };
    newer.filter(|n| on.is_none_or(|on| on < n.date())).map(|than| TooOld { on, at, than })
}

/// What is newer than a day on which something verified a record: its newest revision, or the opening and approval of a change or
/// problem.
pub fn newer_than_verified(project: &Project, on: Date, subject: RecordId) -> Option<Newer> {
    let opened = ["change_request", "problem_report"].iter().any(|role| project.has_role(subject, role));
    let dates = [opened.then(|| state_of(project, subject)).flatten(), revised(project, subject)];
    dates.into_iter().flatten().max().filter(|date| on < *date).map(|date| Newer::Record(subject, date))
}

/// The day on which a verification was made, or the earliest of the runs that a test rests on; none where no report says it. A
/// record that does not say it may be older than anything.
pub(super) fn done_on(project: &Project, record: RecordId, rests_on: &[Basis]) -> Option<Date> {
    let of_record = |record: RecordId| Some(project.date(record, "date").unwrap_or(Date::MIN));
    if project.has_role(record, "verification") {
        return of_record(record);
    }
    let runs = rests_on.iter().filter_map(|basis| match basis {
        Basis::Record(run) => of_record(*run),
        Basis::Case(report, _) => project.evidence.reports[*report].date,
    });
    runs.min()
}

/// What an approval of a day is older than: the newest revision of the record, its own dates and review, or the verification of a
/// segregation that it rests on.
pub(super) fn newer_than_approved(project: &Project, on: Date, record: RecordId) -> Option<Newer> {
    // A notice is approved before it is sent.
    let is_own = |field: &&str| *field != "date" || !project.has_role(record, "notice");
    let own = ["date", "opened", "on"].into_iter().filter(is_own).filter_map(|field| Some(Newer::Own(field, project.date(record, field)?)));
    let reviewed = project.field(record, "reviewed").and_then(|e| date_in(e, "on")).map(|date| Newer::Own("reviewed", date));
    let revised = revised(project, record).map(Newer::Revision);
    let entries = project.field(record, "segregation").map(Entry::items).unwrap_or_default();
    let proofs = entries.iter().filter_map(|e| e.value.get("verified_by")).flat_map(Entry::items).filter_map(target);
    let proofs = proofs.filter_map(|proof| Some(Newer::Record(proof, project.date(proof, "date")?)));
    own.chain(reviewed).chain(revised).chain(proofs).filter(|n| on < n.date()).max_by_key(|n| n.date())
}

/// The baseline or configuration item that a verification says it looked at.
pub fn baseline(project: &Project, verification: RecordId) -> Option<RecordId> {
    project.field(verification, "baseline").and_then(target).filter(|baseline| !project.is_obsolete(*baseline))
}

/// A run that repeats a failure is not older than it, nor than the change that was made for it. Each one by hand does, that came
/// after the failure or says so.
fn before_run(project: &Project, run: RecordId) -> Option<Newer> {
    let is_retest = RunReason::of(project.field(run, "reason")) == Choice::Word(RunReason::Retest);
    // A failure proves what it proves on any day.
    if matches!(RunResult::of(project.field(run, "result")), Choice::Word(RunResult::Fail | RunResult::Error)) {
        return None;
    }
    let on = project.date(run, "date");
    let tests = project.linked(run, "of");
    let failed = |other: &RecordId| {
        let result = RunResult::of(project.field(*other, "result"));
        let is_before = || on.is_none_or(|on| project.date(*other, "date").is_some_and(|failed| failed <= on));
        *other != run && matches!(result, Choice::Word(RunResult::Fail | RunResult::Error)) && (is_retest || is_before())
    };
    let failures: Vec<RecordId> = tests.iter().flat_map(|test| project.linked(*test, "runs")).filter(failed).collect();
    // Of several failures, the oldest is the one that every retest comes after.
    let first = failures.iter().filter_map(|f| of_date(project, *f)).min_by_key(|n| n.date());
    let found = failures.iter().flat_map(|f| project.linked(*f, "found"));
    let verified = tests.iter().filter(|_| is_retest).flat_map(|test| project.linked(*test, "verifies"));
    let changes = found.chain(verified).flat_map(|subject| changes_for(project, subject));
    let change = changes.filter_map(|c| Some(Newer::Record(c, state_of(project, c)?))).min_by_key(|n| n.date());
    first.into_iter().chain(change).max_by_key(|n| n.date())
}

/// The changes that were made for an anomaly, a problem, or are the record itself.
fn changes_for(project: &Project, record: RecordId) -> Vec<RecordId> {
    if project.has_role(record, "change_request") {
        return vec![record];
    }
    let mut problems = project.linked(record, "reported_as");
    problems.push(record);
    problems.into_iter().flat_map(|problem| project.linked(problem, "resolved_by")).collect()
}

/// The day from which on a record stands as it is, as far as it says: of its date, opening, approval and newest revision the latest.
fn state_of(project: &Project, record: RecordId) -> Option<Date> {
    let own = ["date", "on", "opened", "received"].into_iter().filter_map(|field| project.date(record, field));
    let approved = project.field(record, "approved").and_then(|e| date_in(e, "on"));
    own.chain(approved).chain(revised(project, record)).filter(|date| *date <= project.as_of).max()
}

/// The day on which a baseline was set: its date, or else that of its approval.
fn set_on(project: &Project, baseline: RecordId) -> Option<Date> {
    project.date(baseline, "date").or_else(|| project.field(baseline, "approved").and_then(|e| date_in(e, "on")))
}

/// The newest revision in a record's history.
fn revised(project: &Project, record: RecordId) -> Option<Date> {
    project.field(record, "history")?.items().iter().filter_map(|entry| date_in(entry, "date")).max()
}

/// A record by the date in its field `date`.
fn of_date(project: &Project, record: RecordId) -> Option<Newer> {
    project.date(record, "date").map(|date| Newer::Record(record, date))
}

fn date_in(entry: &Entry, name: &str) -> Option<Date> {
    if let Value::Date(date) = entry.value.get(name)?.value { Some(date) } else { None }
}

fn target(entry: &Entry) -> Option<RecordId> {
    if let Value::Record { target, .. } = entry.value { target } else { None }
}
