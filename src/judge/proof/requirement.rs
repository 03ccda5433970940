//! Verdicts on what can be verified: requirements first of all.

use super::Verdicts;
use super::verdict::{Basis, Judged, Verdict};
use crate::model::{Project, RecordId};

/// Judges all that can be verified but for controls: by the worst of the direct `verified_by` that are not obsolete; nothing is
/// inherited from children.
pub(super) fn judge(project: &Project, shown: &Verdicts) -> Vec<(RecordId, Judged)> {
    let subjects = project.with_role("verifiable").filter(|r| !project.has_role(*r, "control"));
    subjects.map(|subject| (subject, Judged::worst(parts(project, subject, "verified_by", shown), Verdict::Unverified))).collect()
}

/// The verdicts on what stands at the other end of a link.
pub(super) fn parts(project: &Project, subject: RecordId, link: &str, shown: &Verdicts) -> Vec<(Verdict, Basis)> {
    project.linked(subject, link).into_iter().map(|r| (shown.word(r), Basis::Record(r))).collect()
}
