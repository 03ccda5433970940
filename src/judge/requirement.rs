//! Verdicts on what can be verified: requirements first of all.

use super::Judgement;
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Project, RecordId};

/// The worst of the direct `verified_by` that are not obsolete; nothing is inherited from children.
pub(super) fn verified(project: &Project, subject: RecordId, judgement: &Judgement) -> Judged {
    Judged::worst(parts(project, subject, "verified_by", judgement), Verdict::Unverified)
}

/// The verdicts on what stands at the other end of a link.
pub(super) fn parts(project: &Project, subject: RecordId, link: &str, judgement: &Judgement) -> Vec<(Verdict, Basis)> {
    let verdict = |r: RecordId| judgement.verdict(r).map_or(Verdict::Unverified, |j| j.verdict);
    project.linked(subject, link).into_iter().map(|r| (verdict(r), Basis::Record(r))).collect()
}
