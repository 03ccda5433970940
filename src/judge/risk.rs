//! Risks: levels by the project's acceptability matrix, whether they are acceptable, and what class they ask for.

use super::Judgement;
use super::class::file_class;
use super::clause::{Assessment, assessment};
use crate::model::{Entry, Project, RecordId, Value, says_something};
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
    /// Whether only information for safety was added before it, by the name of its stage.
    information: bool,
    /// Where it stands.
    pub span: Span,
}

/// The scores of a risk, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The risk.
    pub risk: RecordId,
    /// Its scores: initial first, then the residual ones stage by stage.
    pub scores: Vec<Score>,
    /// The lowest class, by rank, that what can cause the harm or realises a control of it may have (IEC 62304 4.3, 7.2.2 b).
    pub class: RiskClass,
    /// Whether it became acceptable by information for safety alone (ISO 14971 7.1).
    pub by_information_only: bool,
    /// What the policy and the records make of it.
    pub decision: Decision,
}

/// What the policy and the records make of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// No matrix is declared, or its scales are not those of this risk: acceptability is not judged.
    NotJudged,
    /// What is left of it has no score.
    Unscored,
    /// The policy accepts what is left.
    Acceptable,
    /// The policy accepts what is left, and would not without information for safety.
    ByInformationOnly,
    /// The policy does not accept what is left; a benefit-risk analysis is on record.
    Outweighed,
    /// The policy does not accept what is left, and nothing outweighs it.
    NotAcceptable,
}

impl Decision {
    /// All of them.
    pub const ALL: [Decision; 6] = [Self::NotJudged, Self::Unscored, Self::Acceptable, Self::ByInformationOnly, Self::Outweighed, Self::NotAcceptable];

    /// The word that data outputs hold and labels hang on.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotJudged => "not_judged",
            Self::Unscored => "unscored",
            Self::Acceptable => "acceptable",
            Self::ByInformationOnly => "by_information_only",
            Self::Outweighed => "outweighed",
            Self::NotAcceptable => "not_acceptable",
        }
    }
}

/// The class that a risk asks for, as a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskClass {
    /// By the severity of its harm, where the project's scale of severity names classes.
    Severity(usize),
    /// The highest class of what can cause it.
    Causes(usize),
    /// That of the file: nothing is named as its cause.
    File(usize),
}

impl RiskClass {
    /// The rank.
    pub fn rank(self) -> usize {
        match self {
            Self::Severity(rank) | Self::Causes(rank) | Self::File(rank) => rank,
        }
    }
}

impl Scored {
    /// The level before any control.
    pub fn initial(&self) -> Option<&Score> {
        self.scores.iter().find(|s| s.stage == "initial")
    }

    /// The level that is left: of several stages the last.
    pub fn residual(&self) -> Option<&Score> {
        self.scores.iter().rfind(|s| s.stage == "residual")
    }
}

impl Score {
    /// Whether the policy accepts it; none where the matrix says nothing.
    pub fn acceptable(&self) -> Option<bool> {
        self.computed.as_ref().map(|(_, acceptable)| *acceptable)
    }
}

/// All risks with their scores, by record.
pub(super) fn scores(project: &Project, judgement: &Judgement) -> Vec<Scored> {
    let file = file_class(project, judgement);
    project
        .with_role("risk")
        .map(|risk| {
            let mut scores = Vec::new();
            for stage in ["initial", "residual"] {
                if let Some(entry) = project.field(risk, stage) {
                    scores.extend(entry.items().iter().enumerate().map(|(index, e)| score(project, stage, index, e)));
                }
            }
            let class = by_severity(project, risk).or_else(|| by_causes(project, judgement, risk)).unwrap_or(RiskClass::File(file));
            let by_information_only = by_information_only(project, risk, &scores);
            let decision = decision(project, risk, &scores, by_information_only);
            Scored { risk, scores, class, by_information_only, decision }
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
    let scored = ["severity", "p1", "p2", "probability", "exploitability", "level"].iter().any(|name| text(name).is_some());
    let information = text("stage").is_some_and(|s| s.trim().eq_ignore_ascii_case("information"));
    Score { stage, index, stated, computed, scored, information, span: entry.span }
}

/// The last score decides; what the policy accepts from the start, and nobody scored again, is left as it is.
fn decision(project: &Project, risk: RecordId, scores: &[Score], by_information_only: bool) -> Decision {
    let initial = scores.iter().find(|s| s.stage == "initial");
    let left = scores.iter().rfind(|s| s.stage == "residual").or(initial.filter(|s| s.acceptable() == Some(true)));
    match left {
        _ if project.schema.risk_matrix.is_none() => Decision::NotJudged,
        None => Decision::Unscored,
        Some(score) => match score.acceptable() {
            None if score.scored => Decision::NotJudged,
            None => Decision::Unscored,
            Some(true) if by_information_only => Decision::ByInformationOnly,
            Some(true) => Decision::Acceptable,
            Some(false) if project.text(risk, "benefit_risk").is_some_and(says_something) => Decision::Outweighed,
            Some(false) => Decision::NotAcceptable,
        },
    }
}

/// The newest assessment of the overall residual risk that counts: by somebody, with a judgement, on a day that has come
/// (ISO 14971 8).
pub(super) fn overall(project: &Project) -> Option<Assessment> {
    let found = project.with_role("assessment").filter(|r| !project.is_obsolete(*r)).filter_map(|record| {
        let subject = project.text(record, "subject").is_some_and(|s| s.to_lowercase().contains("overall residual risk"));
        let clauses = project.field(record, "clause").map(Entry::items).unwrap_or_default();
        if !subject && !clauses.iter().any(|c| c.value.text() == Some("ISO 14971 8")) {
            return None;
        }
        assessment(project, record)
    });
    found.max_by_key(|a| (a.on, std::cmp::Reverse(a.record)))
}

/// By the severity of the harm before any control, where the project's scale names a class for it.
fn by_severity(project: &Project, risk: RecordId) -> Option<RiskClass> {
    let initial = project.field(risk, "initial")?.items().first()?;
    let severity = initial.value.get("severity")?.value.text()?;
    let level = project.schema.scale("severity")?.levels.iter().find(|l| l.id == severity)?;
    let rank = project.schema.scale("safety_class")?.rank(level.safety_class.as_deref()?)?;
    Some(RiskClass::Severity(rank))
}

/// The highest class of the items, units and SOUP that are named as its causes.
fn by_causes(project: &Project, judgement: &Judgement, risk: RecordId) -> Option<RiskClass> {
    causes(project, risk).into_iter().filter_map(|c| judgement.class(c)).map(|c| c.rank).max().map(RiskClass::Causes)
}

/// What a risk names as the place of its causes: in `causes`, and by the link `arises_from`. Each once, in order.
pub fn causes(project: &Project, risk: RecordId) -> Vec<RecordId> {
    let mut found = project.linked(risk, "arises_from");
    for cause in project.field(risk, "causes").map(Entry::items).unwrap_or_default() {
        for item in cause.value.get("item").map(Entry::items).unwrap_or_default() {
            if let Value::Record { target: Some(target), .. } = item.value {
                found.push(target);
            }
        }
    }
    found.retain(|r| !project.is_obsolete(*r));
    found.sort_unstable();
    found.dedup();
    found
}

/// A risk that was not acceptable, is now, and would not be without information for safety: all its controls are of that
/// type, or the stage before that of the information was not acceptable yet.
fn by_information_only(project: &Project, risk: RecordId, scores: &[Score]) -> bool {
    let initial = scores.iter().find(|s| s.stage == "initial").and_then(Score::acceptable);
    let residual: Vec<&Score> = scores.iter().filter(|s| s.stage == "residual").collect();
    if initial != Some(false) || residual.last().and_then(|s| s.acceptable()) != Some(true) {
        return false;
    }
    if let Some(at) = residual.iter().position(|s| s.information) {
        let before = if at == 0 { initial } else { residual[at - 1].acceptable() };
        return before == Some(false);
    }
    let controls = project.linked(risk, "mitigated_by");
    !controls.is_empty() && controls.iter().all(|c| project.text(*c, "type") == Some("information"))
}
