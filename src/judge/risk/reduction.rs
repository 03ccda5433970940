//! What the controls of a risk are shown to reduce: a score falls by a control that says so and whose effect is shown, never by
//! being written lower (ISO 14971 7.3).

use super::decision::informs;
use crate::judge::proof::{Proof, Verdict};
use crate::model::{Project, RecordId};
use crate::source::Span;

/// A value of a residual score below the initial one that no control is shown to reduce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fall {
    /// The name of the value: `severity`, `probability` …
    pub name: &'static str,
    /// The initial value.
    pub from: String,
    /// The residual value.
    pub to: String,
    /// Where the residual value stands.
    pub span: Span,
    /// Why it does not count.
    pub why: Unshown,
}

/// Why a fall does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unshown {
    /// No control of the risk says that it reduces the value.
    NotReduced,
    /// Controls say so, and the effect of none of them is shown.
    NotEffective,
}

/// What a control of a risk says and shows.
struct Control {
    severity: bool,
    probability: bool,
    effective: bool,
    information: bool,
}

/// The controls of a risk.
pub(super) struct Reduction(Vec<Control>);

impl Reduction {
    /// Of a risk.
    pub(super) fn of(project: &Project, proof: &Proof, risk: RecordId) -> Self {
        let control = |control: RecordId| {
            let says = |name: &str| project.field(control, "reduces").and_then(|e| e.value.get(name)?.value.text()) == Some("true");
            Control {
                severity: says("severity"),
                probability: says("probability"),
                effective: proof.effectiveness(control).is_some_and(|j| j.verdict == Verdict::Passing),
                information: informs(project, control),
            }
        };
        Self(project.linked(risk, "mitigated_by").into_iter().map(control).collect())
    }

    /// Why a lower value of a name does not count; none if it does. What is no severity is a probability, in whole or in part.
    /// Information may keep a harm from coming about, and makes none less severe; `informed` says whether it is counted at all.
    pub(super) fn unshown(&self, name: &str, informed: bool) -> Option<Unshown> {
        let reduces = |c: &&Control| match name {
            "severity" => c.severity && !c.information,
            _ => c.probability && (informed || !c.information),
        };
        let mut says = self.0.iter().filter(reduces).peekable();
        if says.peek().is_none() {
            Some(Unshown::NotReduced)
        } else if says.any(|c| c.effective) {
            None
        } else {
            Some(Unshown::NotEffective)
        }
    }
}
