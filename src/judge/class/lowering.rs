//! What a class below that of the whole rests on (IEC 62304 4.3 d, e), and whether one rests on measures outside the software.

use super::Classes;
use super::classification::{self, Classified};
use super::effective::ClassReason;
use crate::judge::proof::Proof;
use crate::judge::review::approved;
use crate::model::{Choice, Entry, Project, RecordId, SegregationPurpose, Value, Words, says_something};

/// What a class below that of the whole rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lowering {
    /// Rationale, approval, segregation and its passing verification are all there.
    Proven,
    /// No rationale, or no approval of it that counts.
    NoRationale,
    /// No segregation is described whose purpose is the class.
    NoSegregation,
    /// Some segregation has no passing verification.
    SegregationUnverified,
}

/// Whether a part may have a lower class than its whole: an approved rationale (of its own, or of a classification of it that
/// proves a class), and segregation that is described and of which every entry is verified (IEC 62304 4.3 d, e).
pub(super) fn lowering(project: &Project, proof: &Proof, classifications: &[Classified], part: RecordId) -> Lowering {
    let has_text = |record: RecordId| project.text(record, "rationale").is_some_and(says_something);
    let mut reasons = vec![part];
    let proves = |c: &RecordId| classification::of(classifications, *c).is_some_and(|c| c.proven().is_some());
    reasons.extend(project.linked(part, "classified_by").into_iter().filter(proves));
    if !reasons.iter().any(|r| has_text(*r) && approved(project, *r)) {
        return Lowering::NoRationale;
    }
    let entries = project.field(part, "segregation").map(Entry::items).unwrap_or_default();
    if !entries.iter().any(|e| keeps_apart(project, e)) {
        Lowering::NoSegregation
    } else if entries.iter().all(|e| segregation_verified(project, proof, part, e)) {
        Lowering::Proven
    } else {
        Lowering::SegregationUnverified
    }
}

/// Whether an entry of `segregation` says how a part is kept apart, and is not there for a risk control alone: one that is
/// empty but for its proof, or keeps apart from what is obsolete, describes nothing.
fn keeps_apart(project: &Project, entry: &Entry) -> bool {
    let says = |name: &str| entry.value.get(name).and_then(|e| e.value.text()).is_some_and(says_something);
    let from = entry.value.get("from").map(Entry::items).unwrap_or_default();
    let stands = |e: &Entry| matches!(e.value, Value::Record { target: Some(target), .. } if !project.is_obsolete(target));
    let for_class = match SegregationPurpose::of(entry.value.get("purpose")) {
        Choice::Nothing | Choice::Word(SegregationPurpose::Classification) => true,
        Choice::Word(SegregationPurpose::RiskControl) | Choice::Added | Choice::Wrong => false,
    };
    for_class && ["text", "mechanism", "why_effective"].iter().any(|name| says(name)) && (from.is_empty() || from.iter().any(stands))
}

/// Whether everything that an entry of `segregation` of a part names as its verification passes and concerns the segregation: it
/// verifies the part, its whole, what it is kept apart from, or the control that rests on it. Nothing named verifies nothing.
pub fn segregation_verified(project: &Project, proof: &Proof, part: RecordId, entry: &Entry) -> bool {
    let named = |name: &str| entry.value.get(name).map(Entry::items).unwrap_or_default();
    let target = |e: &Entry| if let Value::Record { target, .. } = e.value { target } else { None };
    let mut about: Vec<RecordId> = named("from").iter().chain(named("control")).filter_map(target).collect();
    about.push(part);
    about.extend(project.linked(part, "part_of"));
    let implementing: Vec<RecordId> = about.iter().flat_map(|r| project.linked(*r, "implemented_by")).collect();
    let concerns = |proof: RecordId| {
        let verified: Vec<RecordId> = ["verifies", "shows_effect_of"].into_iter().flat_map(|link| project.linked(proof, link)).collect();
        // What verifies nothing else is about what names it.
        verified.is_empty() || verified.iter().any(|subject| about.contains(subject) || implementing.contains(subject))
    };
    let proofs = entry.value.get("verified_by").map(Entry::items).unwrap_or_default();
    !proofs.is_empty()
        && proofs.iter().all(|named| match &named.value {
            Value::Record { target: Some(target), .. } => !project.is_obsolete(*target) && proof.passes(*target) && concerns(*target),
            _ => false,
        })
}

/// Whether the class of a part rests on measures outside the software: a classification of it, or of the wholes whose class it
/// has, proves its class by them.
pub(super) fn counts_on_outside(project: &Project, classes: &Classes, part: RecordId) -> bool {
    let (mut open, mut seen) = (vec![part], Vec::new());
    while let Some(record) = open.pop() {
        if seen.contains(&record) {
            continue;
        }
        seen.push(record);
        let by = project.linked(record, "classified_by");
        if by.into_iter().filter_map(|c| classes.classification(c)).any(|c| c.external && c.proven().is_some()) {
            return true;
        }
        if classes.class(record).is_some_and(|c| matches!(c.reason, ClassReason::Inherited | ClassReason::Stated)) {
            open.extend(project.linked(record, "part_of"));
        }
    }
    false
}
