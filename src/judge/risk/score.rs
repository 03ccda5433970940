//! What is scored of a risk, before and after its controls, and the level that the project's matrix makes of it.

use super::reduction::{Fall, Reduction};
use crate::model::{Choice, ControlType, Entry, Project, RecordId, Value, Words, says_something};
use crate::schema::LevelNeed;
use crate::source::Span;

/// A score: where it stands and what the matrix makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// `initial` or `residual`.
    pub stage: &'static str,
    /// Which of several residual stages, from 0.
    pub index: usize,
    /// The values that the author writes, severity first: of each its name in its scale, or what stands there.
    pub values: Vec<String>,
    /// The level that the author states.
    pub stated: Option<(String, Span)>,
    /// The level by the matrix of the values as they are written; none without a matrix or without both values.
    pub computed: Option<Rating>,
    /// The level by the matrix of the values that count: one that fell below its initial value without a control that is shown to
    /// reduce it counts as before. None where the initial value is missing.
    pub counted: Option<Rating>,
    /// The same, with information for safety left out of account.
    pub(super) uninformed: Option<Rating>,
    /// Values that fell below the initial ones without a control that is shown to reduce them.
    pub unproven: Vec<Fall>,
    /// Whether anything is scored: a value of a scale, or a level in words.
    pub scored: bool,
    /// Whether only information for safety was added before it, by its stage; a stage that is none may be that one.
    pub(super) information: bool,
    /// Where it stands.
    pub span: Span,
}

/// A level of the matrix, of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The id of the level.
    pub level: String,
    /// Whether the policy accepts the level, once the risk says what the level needs.
    pub acceptable: bool,
    /// What the level needs and the risk does not say.
    pub lacks: Vec<LevelNeed>,
}

impl Rating {
    /// Whether the policy accepts a risk of this level, as it is written.
    pub fn is_accepted(&self) -> bool {
        self.acceptable && self.lacks.is_empty()
    }
}

/// The values of a score that have scales.
const SCORED: [&str; 5] = ["severity", "p1", "p2", "probability", "exploitability"];

impl Score {
    /// Whether the policy accepts it as it is written; none where the matrix says nothing.
    pub fn acceptable(&self) -> Option<bool> {
        self.computed.as_ref().map(Rating::is_accepted)
    }
}

/// The scores of a risk: initial first, then the residual ones stage by stage.
pub(super) fn scores(project: &Project, risk: RecordId, reduction: &Reduction) -> Vec<Score> {
    let mut scores = Vec::new();
    let initial = project.field(risk, "initial").and_then(|e| e.items().first());
    for stage in ["initial", "residual"] {
        if let Some(entry) = project.field(risk, stage) {
            scores.extend(entry.items().iter().enumerate().map(|(index, e)| {
                let plain = score(project, risk, stage, index, e);
                if stage == "initial" { plain } else { reduced(project, risk, plain, (initial, e), reduction) }
            }));
        }
    }
    scores
}

fn score(project: &Project, risk: RecordId, stage: &'static str, index: usize, entry: &Entry) -> Score {
    let text = |name: &str| entry.value.get(name).and_then(|e| e.value.text());
    let stated = entry.value.get("level").and_then(|e| match &e.value {
        Value::Text(level) | Value::Word(level) => Some((level.clone(), e.span)),
        _ => None,
    });
    let computed = rating(project, risk, |name| rank(project, entry, name));
    let values = SCORED.iter().filter_map(|name| text(name)).map(str::to_owned).collect();
    let scored = SCORED.iter().chain(&["level"]).any(|name| text(name).is_some());
    let information = match ControlType::of(entry.value.get("stage")) {
        Choice::Word(ControlType::Information) | Choice::Wrong => true,
        Choice::Word(ControlType::Inherent | ControlType::Protective) | Choice::Nothing | Choice::Added => false,
    };
    let (counted, uninformed) = (computed.clone(), computed.clone());
    Score { stage, index, values, stated, computed, counted, uninformed, unproven: Vec::new(), scored, information, span: entry.span }
}

/// A residual score with what counts of it beside the initial one.
fn reduced(project: &Project, risk: RecordId, score: Score, (initial, entry): (Option<&Entry>, &Entry), reduction: &Reduction) -> Score {
    let before = |name: &str| rank(project, initial?, name);
    let counting = |informed: bool| {
        rating(project, risk, |name| {
            let (before, left) = (before(name)?, rank(project, entry, name)?);
            let counts = left >= before || reduction.unshown(name, informed).is_none();
            Some(if counts { left } else { before })
        })
    };
    let (counted, uninformed) = (counting(true), counting(false));
    let fall = |name: &&'static str| {
        let (before, left) = (before(name)?, rank(project, entry, name)?);
        let why = reduction.unshown(name, true).filter(|_| left < before)?;
        let levels = &project.schema.scale(name)?.levels;
        let span = entry.value.get(name).map_or(entry.span, |e| e.span);
        Some(Fall { name, from: levels.get(before)?.id.clone(), to: levels.get(left)?.id.clone(), span, why })
    };
    let unproven = SCORED.iter().filter_map(fall).collect();
    Score { counted, uninformed, unproven, ..score }
}

/// The rank of a value on the scale of its name.
fn rank(project: &Project, entry: &Entry, name: &str) -> Option<usize> {
    project.schema.scale(name)?.rank(entry.value.get(name)?.value.text()?)
}

/// What the matrix makes of the values of a risk.
fn rating(project: &Project, risk: RecordId, value: impl Fn(&str) -> Option<usize>) -> Option<Rating> {
    let matrix = project.schema.risk_matrix.as_ref()?;
    let level = matrix.level(value(&matrix.rows)?, value(&matrix.columns)?)?;
    let unsaid = |need: &LevelNeed| !project.text(risk, need.field()).is_some_and(says_something);
    let lacks = level.needs.iter().copied().filter(unsaid).collect();
    Some(Rating { level: level.id.clone(), acceptable: level.acceptable, lacks })
}
