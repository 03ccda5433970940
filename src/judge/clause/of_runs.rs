//! Forms of evidence about what runs say of themselves, and about the rows of other clauses.

use super::evaluate::{Evaluator, Seen, lacking};
use super::row::{ClauseRow, Missing, RecordCheck};
use crate::judge::Basis;
use crate::model::RecordId;
use crate::schema::evidence::{Form, Need, RunFact};
use crate::schema::{Clause, Scope};

impl Evaluator<'_> {
    /// Every run that counts for a test of these levels says these things; with reasons, every run that was made for one of them.
    pub(super) fn runs(&self, levels: &[String], reasons: &[String], must: &[RunFact]) -> Seen {
        let (project, judgement) = (self.cx.project, self.cx.judgement);
        let at = |test: &RecordId| levels.is_empty() || project.text(*test, "level").is_some_and(|l| levels.iter().any(|x| x == l));
        let tests: Vec<RecordId> = self.reach.members("test").into_iter().filter(at).collect();
        let mut seen = Seen::default();
        let mut reports: Vec<usize> = Vec::new();
        for test in &tests {
            let judged = judgement.verdict(*test).map(|j| j.rests_on.as_slice()).unwrap_or_default();
            if reasons.is_empty() && judged.is_empty() {
                seen.missing.push(Missing::new(Some(*test), "missing_not_run", Vec::new()).write("run"));
                continue;
            }
            let counted = judged.iter().filter_map(|b| if let Basis::Record(run) = b { Some(*run) } else { None });
            let runs: Vec<RecordId> = if reasons.is_empty() { counted.collect() } else { project.linked(*test, "runs") };
            for run in runs {
                let fits = reasons.is_empty() || project.text(run, "reason").is_some_and(|r| reasons.iter().any(|x| x == r));
                if fits {
                    seen.missing.extend(
                        must.iter()
                            .filter(|fact| !self.run_says(run, **fact))
                            .map(|fact| Missing::new(Some(run), format!("missing_run_{}", fact.word()), Vec::new())),
                    );
                    seen.rests_on.push(run);
                }
            }
            if reasons.is_empty() {
                reports.extend(judged.iter().filter_map(|b| if let Basis::Case(report, _) = b { Some(*report) } else { None }));
                seen.rests_on.push(*test);
            }
        }
        reports.sort_unstable();
        reports.dedup();
        for report in reports.into_iter().map(|r| &project.evidence.reports[r]) {
            let lacks = |fact: &&RunFact| match fact {
                RunFact::Version => report.version.is_none(),
                RunFact::Date => report.date.is_none_or(|d| d > project.as_of),
                RunFact::Tester => report.tester.is_none() && report.responsible.is_none(),
                RunFact::Environment => report.environment.is_none(),
                RunFact::Tools => report.tools.is_none(),
                // A case has its outcome in the report, and no record of an anomaly can be linked to it.
                RunFact::Result | RunFact::Anomalies => false,
            };
            seen.missing.extend(
                must.iter().filter(lacks).map(|fact| Missing::new(None, format!("missing_report_{}", fact.word()), vec![("file", report.path.clone())])),
            );
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

    /// The rows of other clauses, of the subject and of what belongs to the same system: as far as they apply, they are
    /// answered.
    pub(super) fn clauses(&self, numbers: &[String], earlier: &[ClauseRow]) -> Seen {
        let mut seen = Seen::default();
        for number in numbers {
            let rows: Vec<&ClauseRow> = earlier.iter().filter(|r| self.is_checked(r, number) && self.concerns(r)).collect();
            let open = rows.iter().filter(|r| r.record_check.is_open()).count();
            if open > 0 || rows.is_empty() {
                let total = rows.iter().filter(|r| r.record_check.applies()).count();
                let words = vec![("clause", number.clone()), ("open", open.to_string()), ("total", total.to_string())];
                seen.missing.push(Missing::new(None, "missing_clause", words));
            }
            seen.rests_on.extend(rows.iter().flat_map(|r| r.rests_on.iter().copied()));
            seen.rests_on.extend(rows.iter().filter_map(|r| r.no_case.as_ref()).map(|a| a.record));
        }
        seen
    }

    /// Why a checklist asks nothing here: none of the clauses that its item rests on applies.
    pub(super) fn passed_over(&self, clause: &Clause, earlier: &[ClauseRow]) -> Option<RecordCheck> {
        let mut checks = Vec::new();
        for form in &clause.evidence {
            let Form::Clauses(numbers) = form else { return None };
            let rows = earlier.iter().filter(|r| numbers.iter().any(|n| self.is_checked(r, n)) && self.concerns(r));
            checks.extend(rows.map(|r| r.record_check));
        }
        if checks.iter().any(|check| check.applies()) { None } else { checks.into_iter().max() }
    }

    /// Whether a row is of a clause of the standard that the pack checks.
    fn is_checked(&self, row: &ClauseRow, number: &str) -> bool {
        let standard = &self.cx.project.schema.standards[row.standard];
        self.cx.standard.checks.as_ref() == Some(&standard.name) && standard.clauses[row.clause].number == number
    }

    fn concerns(&self, row: &ClauseRow) -> bool {
        let system = row.subject.and_then(|r| self.cx.systems.of_record(r, self.cx.project));
        row.scope == Scope::Organisation || system.is_none() || self.subject.system.is_none() || system == self.subject.system
    }
}
