//! Verdicts: computed once, here, from the records; every output prints these and nothing else.
//!
//! The judgement is made in stages, each a finished value that the next ones take: what was shown ([`Proof`]) → classes
//! ([`Classes`]) → risks ([`Risks`]) → rows of the clause tables, which take the findings of the rules. What is not computed yet
//! cannot be asked.

mod class;
mod clause;
mod coverage;
mod order;
mod problem;
mod proof;
mod review;
mod risk;
mod select;
mod soup;
mod state;

pub use class::{
    Class, ClassReason, Classes, Classified, Lowering, Outcome, Raised, Stray, Unproven, WhatIf, causes, questionnaire, segregation_verified,
};
pub use clause::{Assessment, ClauseRow, Lack, Missing, RecordCheck, assessment};
pub use coverage::{Ambiguous, Coverage, Goal, Measure, Share, UnitCoverage, Unmet};
pub use order::{Newer, TooOld, baseline, newer_than_verified, too_old};
pub use problem::{is_carried_out, is_dropped, is_made};
pub use proof::{Basis, Judged, PlainStar, Proof, Setting, Shared, Standing, Verdict, plain_star, realising};
pub use review::{Refused, Said, Stamp, Suspect, approved, difference, fingerprint, fingerprint_of, refusal, said, said_of, stamp};
pub use risk::{Decision, Fall, Rating, RiskClass, Risks, Score, Scored, Unshown};
pub use select::{View, candidates, count_of, ends, holds, select, verdict_on};
pub use soup::{Advisories, Affects, Compared, Evaluation, KnownAnomaly, Match, compare, names_soup};

use crate::diag::Diagnostic;
use crate::model::{Edge, Project, RecordId};
use crate::schema::{Name, Side};

/// All verdicts on a project; immutable.
#[derive(Debug)]
pub struct Judgement {
    /// What was shown.
    pub proof: Proof,
    /// Safety classes.
    pub classes: Classes,
    /// Levels of risks, and what follows from them.
    pub risks: Risks,
    residual: Vec<bool>,
    /// Links of which an end has changed since their review, in the order of the links.
    pub suspects: Vec<Suspect>,
    /// Structural coverage of the units.
    pub coverage: Coverage,
    /// Known anomalies of SOUP, by the advisories.
    pub advisories: Advisories,
    /// Components of the bills of materials with the records of SOUP about them, and records that no bill holds.
    pub sbom: Vec<Compared>,
    /// Rows of the clause tables: by standard, subject, clause.
    pub clauses: Vec<ClauseRow>,
}

/// Judges a project, but for the rows of the clause tables: what rules find comes before them ([`Judgement::with_clauses`]).
pub fn judge(project: &Project) -> Judgement {
    let proof = Proof::of(project);
    let classes = Classes::of(project, &proof);
    let risks = Risks::of(project, &proof, &classes);
    Judgement {
        suspects: review::suspects(project),
        coverage: coverage::coverage(project),
        sbom: soup::compare(project, &project.evidence.sboms),
        residual: problem::residual(project, &proof),
        advisories: soup::advisories(project),
        proof,
        classes,
        risks,
        clauses: Vec::new(),
    }
}

impl Judgement {
    /// With the rows of the clause tables, the last stage. `errors` are the findings of error level, waived or not: a clause that
    /// one of them cites is not answered for a subject of which it is.
    pub fn with_clauses(self, project: &Project, errors: &[&Diagnostic]) -> Self {
        let (proof, classes, risks) = (&self.proof, &self.classes, &self.risks);
        let grounds = clause::Grounds { proof, classes, risks, residual: &self.residual, advisories: &self.advisories };
        Self { clauses: clause::rows(project, grounds, errors), ..self }
    }

    /// The verdict on a test, a run, a verification, or something that can be verified.
    pub fn verdict(&self, record: RecordId) -> Option<&Judged> {
        self.proof.verdict(record)
    }

    /// The verdict on whether the text of a requirement was reviewed.
    pub fn reviewed(&self, record: RecordId) -> Option<&Judged> {
        self.proof.reviewed(record)
    }

    /// The verdict on whether a control is implemented.
    pub fn implementation(&self, record: RecordId) -> Option<&Judged> {
        self.proof.implementation(record)
    }

    /// The verdict on whether a control has its effect.
    pub fn effectiveness(&self, record: RecordId) -> Option<&Judged> {
        self.proof.effectiveness(record)
    }

    /// The effective safety class.
    pub fn class(&self, record: RecordId) -> Option<&Class> {
        self.classes.class(record)
    }

    /// The path of a classification.
    pub fn classification(&self, record: RecordId) -> Option<&Classified> {
        self.classes.classification(record)
    }

    /// What a class of a part below that of its whole rests on.
    pub fn lowering(&self, project: &Project, part: RecordId) -> Lowering {
        self.classes.lowering(project, &self.proof, part)
    }

    /// The scores of a risk.
    pub fn risk(&self, record: RecordId) -> Option<&Scored> {
        self.risks.risk(record)
    }

    /// What a query looks at.
    pub fn view<'a>(&'a self, project: &'a Project) -> View<'a> {
        View { project, proof: &self.proof, classes: &self.classes }
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
}
