//! Forms of evidence about what runs say of themselves.

use super::evaluate::{Evaluator, Seen, lacking};
use super::row::Missing;
use crate::judge::{Basis, Verdict, says_something};
use crate::model::RecordId;
use crate::schema::evidence::{Need, RunFact};

impl Evaluator<'_> {
    /// Every run that counts for a test of these levels says these things; with reasons, every run that was made for one of
    /// them. A test that did not run, or with another version only, has no such record.
    pub(super) fn runs(&self, levels: &[String], reasons: &[String], must: &[RunFact]) -> Seen {
        let tests = self.tests_at(levels);
        let mut seen = Seen::default();
        let mut reports: Vec<usize> = Vec::new();
        for test in &tests {
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
            let label = if tests.is_empty() { "missing_tests" } else { "missing_retest" };
            return Seen {
                empty: true,
                ..lacking(Missing::new(None, label, vec![("levels", levels.join(", "))]).write(if tests.is_empty() { "test" } else { "run" }))
            };
        }
        seen
    }

    /// The tests of the subject at some levels; of all, where none is named.
    fn tests_at(&self, levels: &[String]) -> Vec<RecordId> {
        let at = |test: &RecordId| levels.is_empty() || self.cx.project.text(*test, "level").is_some_and(|l| levels.iter().any(|x| x == l));
        self.reach.members("test").into_iter().filter(at).collect()
    }

    /// What the runs that count for a test say.
    fn counted(&self, test: RecordId, must: &[RunFact], seen: &mut Seen, reports: &mut Vec<usize>) {
        let judged = self.cx.judgement.verdict(test).map(|j| j.rests_on.as_slice()).unwrap_or_default();
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
            seen.missing.push(Missing::new(Some(test), "missing_run_anomalies", Vec::new()).write("run"));
        }
        seen.rests_on.push(test);
    }

    /// What the runs of a test say that were made for some reasons. One of another version shows nothing of this one.
    fn made_for(&self, test: RecordId, reasons: &[String], must: &[RunFact], seen: &mut Seen) {
        let (project, judgement) = (self.cx.project, self.cx.judgement);
        for run in project.linked(test, "runs") {
            let fits = project.text(run, "reason").is_some_and(|r| reasons.iter().any(|x| x == r));
            let of_another = judgement.verdict(run).is_some_and(|j| j.verdict == Verdict::Stale) && self.run_says(run, RunFact::Version);
            if fits && !of_another {
                self.run_lacks(run, must, seen);
            }
        }
    }

    fn run_lacks(&self, run: RecordId, must: &[RunFact], seen: &mut Seen) {
        let lacks = must.iter().filter(|fact| !self.run_says(run, **fact));
        seen.missing.extend(lacks.map(|fact| Missing::new(Some(run), format!("missing_run_{}", fact.word()), Vec::new())));
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
        let missing = must.iter().filter(lacks).map(|fact| format!("missing_report_{}", fact.word()));
        seen.missing.extend(missing.map(|label| Missing::new(None, label, vec![("file", report.path.clone())])));
    }

    /// Whether a test fails, and no run of it names an anomaly.
    fn found_nothing(&self, test: RecordId) -> bool {
        let project = self.cx.project;
        self.cx.judgement.verdict(test).is_some_and(|j| j.verdict == Verdict::Failing)
            && project.linked(test, "runs").into_iter().all(|run| project.linked(run, "found").is_empty())
    }

    /// The tests of some levels that fail, and of which nobody says which anomaly they found: no set of anomalies that they
    /// found is whole.
    pub(super) fn without_anomaly(&self, levels: &[String]) -> Vec<Missing> {
        let failing = self.tests_at(levels).into_iter().filter(|test| self.found_nothing(*test));
        failing.map(|test| Missing::new(Some(test), "missing_run_anomalies", Vec::new()).write("anomaly")).collect()
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
                let failed = self.cx.project.text(run, "result").is_some_and(|r| r == "fail" || r == "error");
                !failed || !self.cx.project.linked(run, "found").is_empty()
            }
        }
    }
}
