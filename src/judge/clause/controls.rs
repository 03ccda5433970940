//! What a risk control must have, and a risk of its controls.

use super::evaluate::Evaluator;
use super::missing::{Lack, Missing};
use crate::judge::{Score, realising};
use crate::model::{Entry, Method, RecordId};

impl Evaluator<'_> {
    /// A control that is realised by a part of a lower class than a risk that it controls asks for (IEC 62304 7.2.2 b), or by no
    /// part that has a class.
    pub(super) fn below_risk(&self, control: RecordId) -> Option<Missing> {
        let (project, grounds) = (self.cx.project, self.cx.grounds);
        let risks = project.linked(control, "mitigates").into_iter().filter_map(|r| grounds.risks.risk(r));
        let asked = risks.map(|r| r.class.rank()).max()?;
        let whole = project.linked(control, "implemented_by").into_iter().flat_map(|r| project.linked(r, "allocated_to"));
        let ranks = realising(project, control).into_iter().chain(whole).filter_map(|part| grounds.classes.class(part)).map(|c| c.rank);
        match ranks.min() {
            None => Some(Missing::of(control, Lack::Realised)),
            Some(lowest) => (lowest < asked).then(|| Missing::of(control, Lack::ClassOfRisks(asked))),
        }
    }

    /// Whether a requirement names methods of verification that can all show that the software does it, and none of them is a test.
    pub(super) fn has_other_method(&self, requirement: RecordId) -> bool {
        let methods = self.cx.project.field(requirement, "verification_method").map(Entry::items).unwrap_or_default();
        let other = |method: &Entry| match method.value.text().and_then(Method::named) {
            Some(Method::Inspection | Method::Analysis | Method::Demonstration) => true,
            Some(Method::Test | Method::Review) | None => false,
        };
        !methods.is_empty() && methods.iter().all(other)
    }

    /// Whether a control acts on each cause of a risk, or on the risk as a whole; what the policy accepts as it is needs none.
    pub(super) fn controlled(&self, risk: RecordId) -> bool {
        let (project, grounds) = (self.cx.project, self.cx.grounds);
        if grounds.risks.risk(risk).and_then(|s| s.initial()).and_then(Score::acceptable) == Some(true) {
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
