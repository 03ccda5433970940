//! What was shown: verdicts on runs and verifications, on tests, on what they verify, on controls. The first stage of the
//! judgement: it rests on the records and reports alone.

mod case;
mod case_id;
mod control;
mod pattern;
mod requirement;
mod run;
mod setting;
mod sharing;
mod test;
mod verdict;

pub use control::realising;
pub use pattern::{PlainStar, plain_star};
pub use setting::Setting;
pub use sharing::Shared;
pub use test::Standing;
pub use verdict::{Basis, Judged, Verdict};

use rustc_hash::FxHashSet;

use super::state;
use crate::model::{Project, RecordId};

/// Verdicts, by record.
#[derive(Debug)]
struct Verdicts(Vec<Option<Judged>>);

impl Verdicts {
    fn none(project: &Project) -> Self {
        Self(vec![None; project.records.len()])
    }

    fn get(&self, record: RecordId) -> Option<&Judged> {
        self.0[record.index()].as_ref()
    }

    /// The verdict; what was not judged is not verified.
    fn word(&self, record: RecordId) -> Verdict {
        self.get(record).map_or(Verdict::Unverified, |j| j.verdict)
    }

    fn set(&mut self, record: RecordId, judged: Judged) {
        self.0[record.index()] = Some(judged);
    }

    /// A record whose status is none shows nothing: it may be obsolete.
    fn extend(&mut self, project: &Project, judged: Vec<(RecordId, Judged)>) {
        for (record, mut judged) in judged {
            if project.is_of_unknown_status(record) {
                judged.verdict = judged.verdict.max(Verdict::NotRun);
            }
            self.set(record, judged);
        }
    }
}

/// What was shown; finished.
#[derive(Debug)]
pub struct Proof {
    /// The states of the version under view.
    in_view: FxHashSet<RecordId>,
    verdicts: Verdicts,
    /// Of requirements: of their text.
    reviewed: Verdicts,
    implementation: Verdicts,
    effectiveness: Verdicts,
    /// By test, one verdict for each platform that the release declares.
    platforms: Vec<(RecordId, Vec<Verdict>)>,
    /// For each report and case, the tests that name it.
    pub case_tests: Vec<Vec<Vec<RecordId>>>,
    /// Names in `automated` that no case has, sorted by test.
    pub unmatched: Vec<(RecordId, String)>,
    /// Failures that count though later runs passed elsewhere, sorted by test.
    standing: Vec<(RecordId, Standing)>,
    /// Cases that several tests name, sorted by test.
    shared: Vec<Shared>,
    /// Patterns that state hardly anything: tests and entries of `automated`, sorted.
    brief: Vec<(RecordId, usize)>,
}

impl Proof {
    /// Of a project.
    pub(in crate::judge) fn of(project: &Project) -> Self {
        let mut verdicts = Verdicts::none(project);
        let in_view = state::in_view(project);
        verdicts.extend(project, run::judge(project, &in_view));
        let tests = test::judge(project, &verdicts);
        verdicts.extend(project, tests.verdicts);
        let requirements = requirement::judge(project, &verdicts);
        verdicts.extend(project, requirements.verified);
        let mut reviewed = Verdicts::none(project);
        reviewed.extend(project, requirements.reviewed);
        let controls = control::judge(project, &verdicts);
        let shared = sharing::shared(project, &tests.namings, &tests.of_cases);
        let brief = sharing::brief(&tests.namings);
        Self {
            in_view,
            verdicts,
            reviewed,
            implementation: controls.implementation,
            effectiveness: controls.effectiveness,
            platforms: tests.platforms,
            case_tests: tests.of_cases,
            unmatched: tests.unmatched,
            standing: tests.standing,
            shared,
            brief,
        }
    }

    /// The verdict on a test, a run, a verification, or something that can be verified; of a requirement, whether the software
    /// was shown to do it.
    pub fn verdict(&self, record: RecordId) -> Option<&Judged> {
        self.verdicts.get(record)
    }

    /// Whether a baseline or configuration item is a state of the version under view.
    pub fn is_in_view(&self, state: RecordId) -> bool {
        self.in_view.contains(&state)
    }

    /// The verdict on whether the text of a requirement was reviewed (IEC 62304 5.2.6).
    pub fn reviewed(&self, record: RecordId) -> Option<&Judged> {
        self.reviewed.get(record)
    }

    /// Whether the verdict on a record is that it passes.
    pub fn passes(&self, record: RecordId) -> bool {
        self.verdict(record).is_some_and(|j| j.verdict == Verdict::Passing)
    }

    /// The verdict on whether a control is implemented.
    pub fn implementation(&self, record: RecordId) -> Option<&Judged> {
        self.implementation.get(record)
    }

    /// The verdict on whether a control has its effect.
    pub fn effectiveness(&self, record: RecordId) -> Option<&Judged> {
        self.effectiveness.get(record)
    }

    /// The verdicts on a test, one for each platform that the release declares: only runs that name a platform are made on it.
    pub fn platforms(&self, test: RecordId) -> &[Verdict] {
        let at = self.platforms.binary_search_by_key(&test, |(t, _)| *t);
        at.map(|i| self.platforms[i].1.as_slice()).unwrap_or_default()
    }

    /// The failures of a test that count though later runs passed elsewhere.
    pub fn standing_of(&self, test: RecordId) -> impl Iterator<Item = &Standing> {
        let from = self.standing.partition_point(|(t, _)| *t < test);
        self.standing[from..].iter().take_while(move |(t, _)| *t == test).map(|(_, standing)| standing)
    }

    /// The cases that a test shares with others, by its entries in `automated`.
    pub fn shared_of(&self, test: RecordId) -> impl Iterator<Item = &Shared> {
        let from = self.shared.partition_point(|shared| shared.test < test);
        self.shared[from..].iter().take_while(move |shared| shared.test == test)
    }

    /// The entry of a test's `automated` that is a pattern and states hardly anything: the first.
    pub fn brief_pattern_of(&self, test: RecordId) -> Option<usize> {
        let at = self.brief.partition_point(|(t, _)| *t < test);
        self.brief.get(at).filter(|(t, _)| *t == test).map(|(_, entry)| *entry)
    }

    /// The names in a test's `automated` that no case has.
    pub fn unmatched_of(&self, test: RecordId) -> impl Iterator<Item = &str> {
        let from = self.unmatched.partition_point(|(t, _)| *t < test);
        self.unmatched[from..].iter().take_while(move |(t, _)| *t == test).map(|(_, name)| name.as_str())
    }
}
