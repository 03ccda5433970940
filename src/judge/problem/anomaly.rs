//! Which anomalies are residual: known, and not shown to be gone from the version under view.

use std::cmp::Ordering;

use crate::judge::proof::{Proof, Verdict};
use crate::model::{Project, RecordId, says_something};
use crate::version::{precedence, same_but_for_build};

/// For each record whether it is an anomaly that the version under view still has. What cannot be told counts as residual.
pub(in crate::judge) fn residual(project: &Project, proof: &Proof) -> Vec<bool> {
    let mut residual = vec![false; project.records.len()];
    for anomaly in project.with_role("anomaly").filter(|a| !project.is_obsolete(*a)) {
        residual[anomaly.index()] = is_residual(project, proof, anomaly);
    }
    residual
}

fn is_residual(project: &Project, proof: &Proof, anomaly: RecordId) -> bool {
    let fixed = project.text(anomaly, "fixed_in").map(str::trim).filter(|v| says_something(v));
    let listed = project.field(anomaly, "affected_versions").map(|e| e.items()).unwrap_or_default();
    let listed: Vec<&str> = listed.iter().filter_map(|e| e.value.text()).map(str::trim).filter(|v| says_something(v)).collect();
    let verdict = proof.verdict(anomaly).map_or(Verdict::Unverified, |j| j.verdict);
    let verified = verdict == Verdict::Passing;
    let Some(viewed) = project.config.release.version.as_deref().map(str::trim) else { return !(fixed.is_some() && verified) };
    // A list that leaves a version out says that it is not affected; one that nobody can compare, such as `all`, does not.
    let left_out = !listed.is_empty() && listed.iter().all(|v| precedence(v, viewed).is_some());
    let fixed_here = fixed.is_some_and(|f| same_but_for_build(f, viewed));
    if listed.iter().any(|v| same_but_for_build(v, viewed)) {
        return !(fixed_here && verified);
    }
    if fixed_here {
        return !left_out && !verified;
    }
    // An earlier fix that was verified stands, also where that was in its own version; unless what verifies it fails by now.
    if fixed.is_some_and(|f| precedence(f, viewed) == Some(Ordering::Less)) {
        return match verdict {
            Verdict::Passing | Verdict::Stale => false,
            Verdict::Failing => true,
            Verdict::Unverified | Verdict::NotRun | Verdict::Blocked => !left_out,
        };
    }
    let mut seen = listed.into_iter().chain(project.text(anomaly, "found_in")).peekable();
    let older_than_all = seen.peek().is_some() && seen.all(|v| precedence(viewed, v) == Some(Ordering::Less));
    !older_than_all
}
