//! Risks: levels by the project's acceptability matrix, whether they are acceptable, and what class they ask for. The stage after
//! the proof and the classes: a score falls by what is shown, and a risk may ask for the class of what can cause it.

mod cause;
mod decision;
mod reduction;
mod score;

pub use cause::RiskClass;
pub use decision::Decision;
pub use reduction::{Fall, Unshown};
pub use score::{Rating, Score};

use super::class::Classes;
use super::clause::{Assessment, assessment};
use super::proof::Proof;
use crate::model::{Entry, Project, RecordId};

/// Risks; finished.
#[derive(Debug)]
pub struct Risks {
    /// All risks with their scores, by record.
    pub scored: Vec<Scored>,
    /// The assessment of the overall residual risk that counts.
    pub overall_residual_risk: Option<Assessment>,
    /// The review of risk management before release that counts.
    pub review: Option<Assessment>,
}

impl Risks {
    /// Of a project.
    pub(in crate::judge) fn of(project: &Project, proof: &Proof, classes: &Classes) -> Self {
        let scored = project.with_role("risk").map(|risk| {
            let scores = score::scores(project, risk, &reduction::Reduction::of(project, proof, risk));
            let by_information_only = decision::by_information_only(project, risk, &scores);
            let decision = decision::decision(project, risk, &scores, by_information_only);
            Scored { risk, class: cause::class_of(project, classes, risk), by_information_only, decision, scores }
        });
        let (overall_residual_risk, review) = (newest(project, "ISO 14971 8", Some(OVERALL)), newest(project, "ISO 14971 9", None));
        Self { scored: scored.collect(), overall_residual_risk, review }
    }

    /// The scores of a risk.
    pub fn risk(&self, record: RecordId) -> Option<&Scored> {
        let at = self.scored.binary_search_by_key(&record, |r| r.risk).ok()?;
        self.scored.get(at)
    }
}

/// The scores of a risk, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The risk.
    pub risk: RecordId,
    /// Its scores: initial first, then the residual ones stage by stage.
    pub scores: Vec<Score>,
    /// The lowest class, by rank, that what can cause the harm or realises a control of it may have (IEC 62304 4.3, 7.2.2 b).
    pub class: RiskClass,
    /// Whether it became acceptable by information for safety alone (ISO 14971 7.1).
    pub by_information_only: bool,
    /// What the policy and the records make of it.
    pub decision: Decision,
}

impl Scored {
    /// The level before any control.
    pub fn initial(&self) -> Option<&Score> {
        self.scores.iter().find(|s| s.stage == "initial")
    }

    /// The level that is left: of several stages the last.
    pub fn residual(&self) -> Option<&Score> {
        self.scores.iter().rfind(|s| s.stage == "residual")
    }
}

/// The subject of an assessment of all that is left, as `subject` names it; clause ISO 14971 8 says the same.
const OVERALL: &str = "overall residual risk";

/// The newest assessment of a clause, or of a subject, that counts: by somebody, with a judgement, on a day that has come.
fn newest(project: &Project, clause: &str, subject: Option<&str>) -> Option<Assessment> {
    let found = project.with_role("assessment").filter(|r| !project.is_obsolete(*r)).filter_map(|record| {
        let about = project.text(record, "subject").zip(subject).is_some_and(|(s, subject)| s.trim().eq_ignore_ascii_case(subject));
        let clauses = project.field(record, "clause").map(Entry::items).unwrap_or_default();
        if !about && !clauses.iter().any(|c| c.value.text() == Some(clause)) {
            return None;
        }
        assessment(project, record)
    });
    found.max_by_key(|a| (a.on, std::cmp::Reverse(a.record)))
}
