//! What a change and a problem must have: that the activities which a change promised are done, and what a problem says of the
//! version under view.

use std::cmp::Ordering;

use super::evaluate::Evaluator;
use super::missing::{Lack, Missing};
use crate::judge::Verdict;
use crate::judge::order::{done_on, newer_than_verified};
use crate::model::{Entry, RecordId, Value, ids_named, says_something};
use crate::schema::Kind;
use crate::version::{precedence, same_but_for_build};

impl Evaluator<'_> {
    /// The first activity that a change says has to be repeated, and that nothing shows to be done: it names no test and no
    /// verification, or one that does not pass, or was made before the change was approved.
    pub(super) fn not_repeated(&self, change: RecordId) -> Option<Missing> {
        let activities = self.cx.project.field(change, "repeat_activities").map(Entry::items).unwrap_or_default();
        if activities.is_empty() {
            return Some(Missing::of(change, Lack::Says("repeat_activities".to_owned())));
        }
        let open = activities.iter().filter_map(|activity| activity.value.text()).find(|activity| !self.is_repeated(change, activity))?;
        Some(Missing::of(change, Lack::Repeated(open.trim().to_owned())).write("verification"))
    }

    fn is_repeated(&self, change: RecordId, activity: &str) -> bool {
        let project = self.cx.project;
        let is_proof = |r: RecordId| project.has_role(r, "test") || project.has_role(r, "verification");
        let kinds = ["test", "verification"].into_iter().flat_map(|role| project.schema.kinds_with(role));
        let kinds: Vec<&Kind> = kinds.map(|kind| project.schema.kind(kind)).collect();
        let mut named: Vec<RecordId> = Vec::new();
        for id in ids_named(activity) {
            match project.by_id(&id) {
                Some(record) if is_proof(record) && project.is_obsolete(record) => return false,
                Some(record) => named.extend(Some(record).filter(|r| is_proof(*r))),
                // A test that is not there was not repeated.
                None if kinds.iter().any(|kind| kind.is_prefix_of(&id)) => return false,
                None => {}
            }
        }
        let is_done = |record: &RecordId| {
            let judged = self.cx.grounds.proof.verdict(*record);
            let on = || done_on(project, *record, judged.map(|j| j.rests_on.as_slice()).unwrap_or_default());
            judged.is_some_and(|j| j.verdict == Verdict::Passing) && on().is_none_or(|on| newer_than_verified(project, on, change).is_none())
        };
        !named.is_empty() && named.iter().all(is_done)
    }

    /// Whether a problem report is closed, or says whether the version under view has the problem: one that it has needs an
    /// anomaly on record.
    pub(super) fn is_settled(&self, problem: RecordId) -> bool {
        let project = self.cx.project;
        let closed = project.field(problem, "closed").is_some_and(|e| matches!(e.value, Value::Date(on) if on <= project.as_of));
        let Some(viewed) = project.config.release.version.as_deref().map(str::trim).filter(|_| !closed) else { return true };
        let listed = project.field(problem, "affected_versions").map(Entry::items).unwrap_or_default();
        let listed: Vec<&str> = listed.iter().filter_map(|e| e.value.text()).map(str::trim).filter(|v| says_something(v)).collect();
        if listed.iter().any(|v| same_but_for_build(v, viewed)) {
            return !project.linked(problem, "reports").is_empty();
        }
        !listed.is_empty() && listed.iter().all(|v| precedence(v, viewed).is_some_and(|order| order != Ordering::Equal))
    }
}
