//! What a risk control must have, and a risk of its controls.

use super::evaluate::Evaluator;
use super::row::Missing;
use crate::judge::{Score, realising};
use crate::model::{Entry, RecordId, says_something};

impl Evaluator<'_> {
    /// A control that is realised by a part of a lower class than a risk that it controls asks for (IEC 62304 7.2.2 b), or by no
    /// part that has a class.
    pub(super) fn below_risk(&self, control: RecordId) -> Option<Missing> {
        let (project, judgement) = (self.cx.project, self.cx.judgement);
        let risks = project.linked(control, "mitigates").into_iter().filter_map(|r| judgement.risk(r));
        let asked = risks.map(|r| r.class.rank()).max()?;
        let label = project.schema.scale("safety_class")?.levels.get(asked)?.label.clone();
        let whole = project.linked(control, "implemented_by").into_iter().flat_map(|r| project.linked(r, "allocated_to"));
        let ranks = realising(project, control).into_iter().chain(whole).filter_map(|part| judgement.class(part)).map(|c| c.rank);
        match ranks.min() {
            None => Some(Missing::new(Some(control), "missing_realised", Vec::new())),
            Some(lowest) => (lowest < asked).then(|| Missing::new(Some(control), "missing_class_of_risks", vec![("class", label)])),
        }
    }

    /// Whether a control is verified by itself, or each requirement that implements it by a test or as it says it is: a review of
    /// its text shows that the control is asked for, not that it is there.
    pub(super) fn is_tried(&self, control: RecordId) -> bool {
        let project = self.cx.project;
        let tried = |requirement: &RecordId| {
            let methods = project.field(*requirement, "verification_method").map(Entry::items).unwrap_or_default();
            let by_test = || project.linked(*requirement, "verified_by").into_iter().any(|v| project.has_role(v, "test"));
            let other = |text: &str| says_something(text) && !text.to_lowercase().contains("test");
            by_test() || !methods.is_empty() && methods.iter().all(|m| m.value.text().is_some_and(other))
        };
        let implementing = project.linked(control, "implemented_by");
        !project.linked(control, "verified_by").is_empty() || implementing.iter().filter(|r| project.has_role(**r, "requirement")).all(tried)
    }

    /// Whether a control acts on each cause of a risk, or on the risk as a whole; what the policy accepts as it is needs none.
    pub(super) fn controlled(&self, risk: RecordId) -> bool {
        let (project, judgement) = (self.cx.project, self.cx.judgement);
        if judgement.risk(risk).and_then(|s| s.initial()).and_then(Score::acceptable) == Some(true) {
            return true;
        }
        let Some(mitigates) = project.schema.link_named("mitigates") else { return false };
        let edges = project.graph.incoming(risk).filter(|e| e.link == mitigates && !project.is_obsolete(e.from));
        let on: Vec<Option<&str>> = edges.map(|e| e.fragment.as_deref()).collect();
        if on.is_empty() || on.contains(&None) {
            return !on.is_empty();
        }
        let causes = project.field(risk, "causes").map(Entry::items).unwrap_or_default();
        let id = |cause: &Entry| cause.value.get("id").and_then(|e| e.value.text()).map(str::to_owned);
        causes.iter().all(|cause| id(cause).is_some_and(|id| on.contains(&Some(id.as_str()))))
    }
}
