//! Verdicts on what can be verified. A requirement has two: whether its text was reviewed (IEC 62304 5.2.6), and whether the software
//! was shown to do it. A review of the text never shows that the software does it.

use super::Verdicts;
use super::verdict::{Basis, Judged, Verdict};
use crate::judge::order::{baseline, done_on, newer_than_verified};
use crate::model::{Choice, Entry, Method, Project, RecordId, VerificationMethod, Words};

/// The verdicts on what can be verified, but for controls.
pub(super) struct Verified {
    /// Whether it was shown to be right; of a requirement, that the software does it.
    pub(super) verified: Vec<(RecordId, Judged)>,
    /// Of a requirement, whether its text was reviewed.
    pub(super) reviewed: Vec<(RecordId, Judged)>,
}

/// Judges all that can be verified but for controls: by the worst of the direct `verified_by` that are not obsolete; nothing is
/// inherited from children.
pub(super) fn judge(project: &Project, shown: &Verdicts) -> Verified {
    let mut all = Verified { verified: Vec::new(), reviewed: Vec::new() };
    for subject in project.with_role("verifiable").filter(|r| !project.has_role(*r, "control")) {
        let parts = parts(project, subject, "verified_by", shown);
        let worst = |parts: Vec<(Verdict, Basis)>| Judged::worst(parts, Verdict::Unverified);
        if project.has_role(subject, "requirement") || project.has_role(subject, "system_requirement") {
            let methods = methods(project, subject);
            let (mut of_software, of_text): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|(verdict, basis)| shows_software(project, &methods, *verdict, *basis));
            of_software.iter_mut().for_each(|(verdict, basis)| *verdict = of_version(project, *verdict, *basis));
            all.verified.push((subject, worst(of_software)));
            all.reviewed.push((subject, worst(of_text)));
        } else {
            all.verified.push((subject, worst(parts)));
        }
    }
    all
}

/// The verdicts on what stands at the other end of a link. What was done before the subject was as it is shows nothing of it, and
/// counts only where there is nothing newer.
pub(super) fn parts(project: &Project, subject: RecordId, link: &str, shown: &Verdicts) -> Vec<(Verdict, Basis)> {
    let is_too_old = |record: RecordId| {
        let rests_on = shown.get(record).map(|j| j.rests_on.as_slice()).unwrap_or_default();
        done_on(project, record, rests_on).is_some_and(|on| newer_than_verified(project, on, subject).is_some())
    };
    let mut parts = Vec::new();
    let mut superseded = Vec::new();
    for record in project.linked(subject, link) {
        match shown.word(record) {
            // Old passes count for nothing, and outdate nothing.
            Verdict::Passing if is_too_old(record) => superseded.push((Verdict::Stale, Basis::Record(record))),
            verdict => parts.push((verdict, Basis::Record(record))),
        }
    }
    if parts.is_empty() { superseded } else { parts }
}

/// How a requirement says that it is verified, as far as the words are known.
fn methods(project: &Project, requirement: RecordId) -> Vec<Method> {
    let written = project.field(requirement, "verification_method").map(Entry::items).unwrap_or_default();
    written.iter().filter_map(|method| method.value.text().and_then(Method::named)).collect()
}

/// What a verification shows of the software: of the version under view only what names a state of it.
fn of_version(project: &Project, verdict: Verdict, basis: Basis) -> Verdict {
    let Basis::Record(record) = basis else { return verdict };
    let unnamed = project.config.release.version.is_some() && project.has_role(record, "verification") && baseline(project, record).is_none();
    if unnamed && verdict == Verdict::Passing { Verdict::Stale } else { verdict }
}

/// Whether what verifies a requirement looks at the software: a test, or a verification by a method that the requirement names.
/// One that fails, and does not say by which method, may be such a one.
fn shows_software(project: &Project, methods: &[Method], verdict: Verdict, basis: Basis) -> bool {
    let Basis::Record(record) = basis else { return true };
    if !project.has_role(record, "verification") {
        return true;
    }
    match VerificationMethod::of(project.field(record, "method")) {
        Choice::Word(VerificationMethod::Review) => false,
        Choice::Word(VerificationMethod::Inspection) => methods.contains(&Method::Inspection),
        Choice::Word(VerificationMethod::StaticAnalysis | VerificationMethod::Analysis) => methods.contains(&Method::Analysis),
        Choice::Word(VerificationMethod::Demonstration) => methods.contains(&Method::Demonstration),
        Choice::Nothing | Choice::Added | Choice::Wrong => verdict == Verdict::Failing,
    }
}
