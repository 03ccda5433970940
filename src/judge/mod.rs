//! Verdicts: computed once, here, from the records; every output prints these and nothing else.

mod advisory;
mod anomaly;
mod case;
mod case_id;
mod change;
mod class;
mod classification;
mod clause;
mod control;
mod coverage;
mod difference;
mod exact;
mod fingerprint;
mod licence;
mod lowering;
mod requirement;
mod risk;
mod sbom;
mod select;
mod source_tree;
mod stamp;
mod suspect;
mod test;
mod verdict;
mod version;
mod what_if;

pub use crate::model::says_something;
pub use advisory::{Advisories, Affects, Evaluation, KnownAnomaly};
pub use change::{is_carried_out, is_dropped, is_made};
pub use class::{Class, ClassReason, file_class};
pub use classification::{Classified, Outcome, Stray, Unproven, questionnaire};
pub use clause::{Assessment, ClauseRow, Missing, RecordCheck, assessment};
pub use control::realising;
pub use coverage::{Ambiguous, Coverage, Share, UnitCoverage};
pub use difference::{Said, difference, said, said_of};
pub use exact::inexact;
pub use fingerprint::{fingerprint, fingerprint_of};
pub use lowering::{Lowering, counts_on_outside, lowering, segregation_verified};
pub use risk::{Decision, RiskClass, Score, Scored, causes};
pub use sbom::{Compared, Match, compare, same_version};
pub use select::{View, candidates, count_of, ends, holds, select, verdict_on};
pub use stamp::{Stamp, approved, stamp};
pub use suspect::{Refused, Suspect, refusal};
pub use verdict::{Basis, Judged, Verdict};
pub use what_if::{Raised, WhatIf};

use crate::model::{Edge, Project, RecordId};
use crate::schema::{Name, Side};
use case::Cases;

/// All verdicts on a project; immutable.
#[derive(Debug, Default)]
pub struct Judgement {
    verdicts: Vec<Option<Judged>>,
    implementation: Vec<Option<Judged>>,
    effectiveness: Vec<Option<Judged>>,
    classes: Vec<Option<Class>>,
    residual: Vec<bool>,
    /// Classifications with the paths that their answers take, by record.
    pub classifications: Vec<Classified>,
    /// Computed levels of risks, by risk.
    pub risks: Vec<Scored>,
    /// The assessment of the overall residual risk that counts.
    pub overall_residual_risk: Option<Assessment>,
    /// Rows of the clause tables: by standard, subject, clause.
    pub clauses: Vec<ClauseRow>,
    /// For each report and case, the tests that name it.
    pub case_tests: Vec<Vec<Vec<RecordId>>>,
    /// Verdicts on tests by platform, where the release declares platforms: by test, one for each platform.
    platforms: Vec<(RecordId, Vec<Verdict>)>,
    /// Names in `automated` that no case has, sorted by test.
    pub unmatched: Vec<(RecordId, String)>,
    /// Links of which an end has changed since their review, in the order of the links.
    pub suspects: Vec<Suspect>,
    /// Structural coverage of the units.
    pub coverage: Coverage,
    /// Known anomalies of SOUP, by the advisories.
    pub advisories: Advisories,
    /// Components of the bills of materials with the records of SOUP about them, and records that no bill holds.
    pub sbom: Vec<Compared>,
}

impl Judgement {
    /// The verdict on a test, a run, a verification, or something that can be verified.
    pub fn verdict(&self, record: RecordId) -> Option<&Judged> {
        self.verdicts[record.index()].as_ref()
    }

    /// The verdict on whether a control is implemented.
    pub fn implementation(&self, record: RecordId) -> Option<&Judged> {
        self.implementation[record.index()].as_ref()
    }

    /// The verdict on whether a control has its effect.
    pub fn effectiveness(&self, record: RecordId) -> Option<&Judged> {
        self.effectiveness[record.index()].as_ref()
    }

    /// The verdicts on a test, one for each platform that the release declares: only runs that name a platform are made on it.
    pub fn platforms(&self, test: RecordId) -> &[Verdict] {
        let at = self.platforms.binary_search_by_key(&test, |(t, _)| *t);
        at.map(|i| self.platforms[i].1.as_slice()).unwrap_or_default()
    }

    /// The names in a test's `automated` that no case has.
    pub fn unmatched_of(&self, test: RecordId) -> impl Iterator<Item = &str> {
        let from = self.unmatched.partition_point(|(t, _)| *t < test);
        self.unmatched[from..].iter().take_while(move |(t, _)| *t == test).map(|(_, name)| name.as_str())
    }

    /// The path of a classification.
    pub fn classification(&self, record: RecordId) -> Option<&Classified> {
        let at = self.classifications.binary_search_by_key(&record, |c| c.record).ok()?;
        self.classifications.get(at)
    }

    /// The scores of a risk.
    pub fn risk(&self, record: RecordId) -> Option<&Scored> {
        let at = self.risks.binary_search_by_key(&record, |r| r.risk).ok()?;
        self.risks.get(at)
    }

    /// What makes a link suspect, if anything does.
    pub fn suspect(&self, edge: &Edge) -> Option<&Suspect> {
        let at = self.suspects.binary_search_by(|s| (s.from, s.link, s.to, &s.fragment).cmp(&(edge.from, edge.link, edge.to, &edge.fragment)));
        at.ok().map(|i| &self.suspects[i])
    }

    /// Whether a link of a name between two records is suspect.
    pub fn is_suspect(&self, record: RecordId, name: Name, other: RecordId) -> bool {
        let (from, to) = match name.side {
            Side::Forward => (record, other),
            Side::Inverse => (other, record),
        };
        let at = self.suspects.partition_point(|s| (s.from, s.link, s.to) < (from, name.link, to));
        self.suspects.get(at).is_some_and(|s| (s.from, s.link, s.to) == (from, name.link, to))
    }

    /// Whether a record is an anomaly that the version under view still has: not shown to be gone from it, and not only in
    /// later versions. Without a version under view every anomaly without `fixed_in` is.
    pub fn residual(&self, record: RecordId) -> bool {
        self.residual[record.index()]
    }

    /// The effective safety class.
    pub fn class(&self, record: RecordId) -> Option<&Class> {
        self.classes[record.index()].as_ref()
    }
}

/// Judges a project.
pub fn judge(project: &Project) -> Judgement {
    let count = project.records.len();
    let cases = Cases::new(project);
    let mut judgement = Judgement {
        verdicts: vec![None; count],
        implementation: vec![None; count],
        effectiveness: vec![None; count],
        classes: vec![None; count],
        case_tests: project.evidence.reports.iter().map(|r| vec![Vec::new(); r.cases.len()]).collect(),
        ..Judgement::default()
    };
    for run in project.with_role("run") {
        judgement.verdicts[run.index()] = Some(test::run(project, run));
    }
    for verification in project.with_role("verification") {
        judgement.verdicts[verification.index()] = Some(test::verification(project, verification));
    }
    for test in project.with_role("test") {
        let (judged, platforms) = test::test(project, test, &cases, &mut judgement);
        judgement.verdicts[test.index()] = Some(judged);
        if !platforms.is_empty() {
            judgement.platforms.push((test, platforms));
        }
    }
    judgement.platforms.sort();
    judgement.unmatched.sort();
    for subject in project.with_role("verifiable").filter(|r| !project.has_role(*r, "control")) {
        judgement.verdicts[subject.index()] = Some(requirement::verified(project, subject, &judgement));
    }
    control::judge(project, &mut judgement);
    judgement.residual = anomaly::residual(project, &judgement);
    judgement.classifications = classification::classifications(project);
    judgement.classes = class::classes(project, &judgement);
    judgement.risks = risk::scores(project, &judgement);
    judgement.overall_residual_risk = risk::overall(project);
    judgement.suspects = suspect::suspects(project);
    judgement.coverage = coverage::coverage(project);
    judgement.advisories = advisory::advisories(project);
    judgement.sbom = sbom::compare(project, &project.evidence.sboms);
    // Last: clauses rest on all the other verdicts.
    judgement.clauses = clause::rows(project, &judgement);
    judgement
}
