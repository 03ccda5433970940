//! Forms of evidence about what runs say of themselves.

use super::evaluate::{Evaluator, Seen, lacking};
use super::missing::{Lack, Missing};
use crate::judge::{Basis, Verdict};
use crate::model::{Choice, Entry, RecordId, RunResult, Value, Words, says_something};
use crate::schema::evidence::{Need, RunFact};

impl Evaluator<'_> {
    /// Every run that counts for a test of these levels says these things; with reasons, every run that was made for one of
    /// them. A test that did not run, or with another version only, has no such record.
    pub(super) fn runs(&self, levels: &[String], reasons: &[String], must: &[RunFact]) -> Seen {
        let tests = self.tests_at(levels);
        let mut seen = Seen::default();
        let mut reports: Vec<usize> = Vec::new();
        for test in &tests {
            let unknown = |e: &Entry| !matches!(e.value, Value::Word(_));
            if !levels.is_empty() && self.cx.project.field(*test, "level").is_some_and(unknown) {
                seen.missing.push(Missing::of(*test, Lack::Undecided));
            }
            if reasons.is_empty() {
                self.counted(*test, must, &mut seen, &mut reports);
            } else {
                self.made_for(*test, reasons, must, &mut seen);
            }
        }
        reports.sort_unstable();
        reports.dedup();
        for report in reports {
            self.report_lacks(report, must, &mut seen);
        }
        if seen.rests_on.is_empty() && seen.missing.is_empty() {
            let (lack, write) = if tests.is_empty() { (Lack::Tests(levels.to_vec()), "test") } else { (Lack::Retest, "run") };
            return Seen { empty: true, ..lacking(Missing::nowhere(lack).write(write)) };
        }
        seen
    }

    /// The tests of the subject at some levels; of all, where none is named.
    fn tests_at(&self, levels: &[String]) -> Vec<RecordId> {
        let at = |test: &RecordId| levels.is_empty() || self.is_at(*test, levels);
        self.reach.members("test").into_iter().filter(at).collect()
    }

    /// What the runs that count for a test say.
    fn counted(&self, test: RecordId, must: &[RunFact], seen: &mut Seen, reports: &mut Vec<usize>) {
        let judged = self.cx.grounds.proof.verdict(test).map(|j| j.rests_on.as_slice()).unwrap_or_default();
        seen.missing.extend(self.lacks(test, &Need::Ran).map(|missing| missing.write("run")));
        if judged.is_empty() {
            return;
        }
        for basis in judged {
            match basis {
                Basis::Record(run) => self.run_lacks(*run, must, seen),
                Basis::Case(report, _) => reports.push(*report),
            }
        }
        // A report names no anomaly: a run by hand has to, that says what came of the test.
        if must.contains(&RunFact::Anomalies) && judged.iter().any(|b| matches!(b, Basis::Case(..))) && self.found_nothing(test) {
            seen.missing.push(Missing::of(test, Lack::Run(RunFact::Anomalies)).write("run"));
        }
        seen.rests_on.push(test);
    }

    /// What the runs of a test say that were made for some reasons. One of another version shows nothing of this one.
    fn made_for(&self, test: RecordId, reasons: &[String], must: &[RunFact], seen: &mut Seen) {
        let (project, grounds) = (self.cx.project, self.cx.grounds);
        for run in project.linked(test, "runs") {
            let (fits, unknown) = match project.field(run, "reason").map(|e| &e.value) {
                Some(Value::Word(reason)) => (reasons.contains(reason), false),
                Some(_) => (true, true),
                None => (false, false),
            };
            let of_another = grounds.proof.verdict(run).is_some_and(|j| j.verdict == Verdict::Stale) && self.run_says(run, RunFact::Version);
            if fits && !of_another {
                seen.missing.extend(unknown.then(|| Missing::of(run, Lack::Undecided)));
                self.run_lacks(run, must, seen);
            }
        }
    }

    fn run_lacks(&self, run: RecordId, must: &[RunFact], seen: &mut Seen) {
        let lacks = must.iter().filter(|fact| !self.run_says(run, **fact));
        seen.missing.extend(lacks.map(|fact| Missing::of(run, Lack::Run(*fact))));
        seen.rests_on.push(run);
    }

    fn report_lacks(&self, report: usize, must: &[RunFact], seen: &mut Seen) {
        let project = self.cx.project;
        let report = &project.evidence.reports[report];
        let unsaid = |text: &Option<String>| !text.as_deref().is_some_and(says_something);
        let lacks = |fact: &&RunFact| match fact {
            RunFact::Version => unsaid(&report.version),
            RunFact::Date => report.date.is_none_or(|d| d > project.as_of),
            RunFact::Tester => unsaid(&report.tester) && unsaid(&report.responsible),
            RunFact::Environment => unsaid(&report.environment),
            RunFact::Tools => unsaid(&report.tools),
            RunFact::Result | RunFact::Anomalies => false,
        };
        let missing = must.iter().filter(lacks).map(|fact| Lack::Report { fact: *fact, path: report.path.clone() });
        seen.missing.extend(missing.map(Missing::nowhere));
    }

    /// Whether a test fails, or a run that counts for it may have, and no run of it names an anomaly.
    fn found_nothing(&self, test: RecordId) -> bool {
        let project = self.cx.project;
        let Some(judged) = self.cx.grounds.proof.verdict(test) else { return false };
        let may_fail = |basis: &Basis| match basis {
            Basis::Record(run) => !self.run_says(*run, RunFact::Anomalies),
            Basis::Case(..) => false,
        };
        (judged.verdict == Verdict::Failing || judged.rests_on.iter().any(may_fail))
            && project.linked(test, "runs").into_iter().all(|run| project.linked(run, "found").is_empty())
    }

    /// The tests of some levels that fail, and of which nobody says which anomaly they found: no set of anomalies that they
    /// found is whole.
    pub(super) fn without_anomaly(&self, levels: &[String]) -> Vec<Missing> {
        let failing = self.tests_at(levels).into_iter().filter(|test| self.found_nothing(*test));
        failing.map(|test| Missing::of(test, Lack::Run(RunFact::Anomalies)).write("anomaly")).collect()
    }

    fn run_says(&self, run: RecordId, fact: RunFact) -> bool {
        let says = |fields: &[&str]| fields.iter().any(|f| self.lacks(run, &Need::Says((*f).to_owned())).is_none());
        match fact {
            RunFact::Version => says(&["software_version"]),
            RunFact::Date => says(&["date"]),
            RunFact::Tester => says(&["tester", "responsible"]),
            RunFact::Environment => says(&["environment", "hardware", "software_configuration"]),
            RunFact::Tools => says(&["tools"]),
            RunFact::Result => says(&["result"]),
            RunFact::Anomalies => {
                let unharmed = match RunResult::of(self.cx.project.field(run, "result")) {
                    Choice::Word(RunResult::Fail | RunResult::Error) | Choice::Wrong | Choice::Added => false,
                    Choice::Word(RunResult::Pass | RunResult::Blocked | RunResult::Skipped | RunResult::NotRun) | Choice::Nothing => true,
                };
                unharmed || !self.cx.project.linked(run, "found").is_empty()
            }
        }
    }
}
