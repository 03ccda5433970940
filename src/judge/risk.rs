//! Levels of risk by the project's acceptability matrix.

use crate::model::{Entry, Project, RecordId, Value};
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
}

/// The scores of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The risk.
    pub risk: RecordId,
    /// Its scores: initial first.
    pub scores: Vec<Score>,
}

/// All risks with their scores.
pub(super) fn scores(project: &Project) -> Vec<Scored> {
    project
        .with_role("risk")
        .map(|risk| {
            let mut scores = Vec::new();
            for stage in ["initial", "residual"] {
                if let Some(entry) = project.field(risk, stage) {
                    scores.extend(entry.items().iter().enumerate().map(|(index, e)| score(project, stage, index, e)));
                }
            }
            Scored { risk, scores }
        })
        .collect()
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
    Score { stage, index, stated, computed }
}
