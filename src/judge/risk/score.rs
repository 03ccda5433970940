//! What is scored of a risk, before and after its controls, and the level that the project's matrix makes of it.

use crate::model::{Choice, ControlType, Entry, Project, RecordId, Value, Words};
use crate::source::Span;

/// A score: where it stands and what the matrix makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// `initial` or `residual`.
    pub stage: &'static str,
    /// Which of several residual stages, from 0.
    pub index: usize,
    /// The level that the author states.
    pub stated: Option<(String, Span)>,
    /// The level by the matrix: id and whether it is acceptable; none without a matrix or without both scores.
    pub computed: Option<(String, bool)>,
    /// Whether anything is scored: a value of a scale, or a level in words.
    pub scored: bool,
    /// Whether only information for safety was added before it, by its stage; a stage that is none may be that one.
    pub(super) information: bool,
    /// Where it stands.
    pub span: Span,
}

impl Score {
    /// Whether the policy accepts it; none where the matrix says nothing.
    pub fn acceptable(&self) -> Option<bool> {
        self.computed.as_ref().map(|(_, acceptable)| *acceptable)
    }
}

/// The scores of a risk: initial first, then the residual ones stage by stage.
pub(super) fn scores(project: &Project, risk: RecordId) -> Vec<Score> {
    let mut scores = Vec::new();
    for stage in ["initial", "residual"] {
        if let Some(entry) = project.field(risk, stage) {
            scores.extend(entry.items().iter().enumerate().map(|(index, e)| score(project, stage, index, e)));
        }
    }
    scores
}

fn score(project: &Project, stage: &'static str, index: usize, entry: &Entry) -> Score {
    let text = |name: &str| entry.value.get(name).and_then(|e| e.value.text());
    let stated = entry.value.get("level").and_then(|e| match &e.value {
        Value::Text(level) | Value::Word(level) => Some((level.clone(), e.span)),
        _ => None,
    });
    let computed = project.schema.risk_matrix.as_ref().and_then(|matrix| {
        let row = project.schema.scale(&matrix.rows)?.rank(text(&matrix.rows)?)?;
        let column = project.schema.scale(&matrix.columns)?.rank(text(&matrix.columns)?)?;
        matrix.level(row, column).map(|l| (l.id.clone(), l.acceptable))
    });
    let scored = ["severity", "p1", "p2", "probability", "exploitability", "level"].iter().any(|name| text(name).is_some());
    let information = match ControlType::of(entry.value.get("stage")) {
        Choice::Word(ControlType::Information) | Choice::Wrong => true,
        Choice::Word(ControlType::Inherent | ControlType::Protective) | Choice::Nothing | Choice::Added => false,
    };
    Score { stage, index, stated, computed, scored, information, span: entry.span }
}
