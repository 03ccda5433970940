//! What policy and records make of a risk: whether what is left is acceptable, and by what.

use super::score::{Rating, Score};
use crate::model::{Choice, ControlType, Project, RecordId, Words, says_something};

/// What the policy and the records make of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// No matrix is declared, or its scales are not those of this risk: acceptability is not judged.
    NotJudged,
    /// The record says that it does not apply: whether that is so, no score tells.
    NotApplicable,
    /// What is left of it has no score, or none that it fell from.
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
    pub const ALL: [Decision; 7] =
        [Self::NotJudged, Self::NotApplicable, Self::Unscored, Self::Acceptable, Self::ByInformationOnly, Self::Outweighed, Self::NotAcceptable];

    /// The word for it in data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotJudged => "not_judged",
            Self::NotApplicable => "not_applicable",
            Self::Unscored => "unscored",
            Self::Acceptable => "acceptable",
            Self::ByInformationOnly => "by_information_only",
            Self::Outweighed => "outweighed",
            Self::NotAcceptable => "not_acceptable",
        }
    }
}

/// The last score decides, by the values of it that count; what the policy accepts from the start, and nobody scored again, is
/// left as it is.
pub(super) fn decision(project: &Project, risk: RecordId, scores: &[Score], by_information_only: bool) -> Decision {
    let initial = scores.iter().find(|s| s.stage == "initial");
    let left = scores.iter().rfind(|s| s.stage == "residual").or(initial.filter(|s| s.acceptable() == Some(true)));
    let decision = match left {
        _ if project.schema.risk_matrix.is_none() => Decision::NotJudged,
        None => Decision::Unscored,
        Some(score) => match (&score.computed, &score.counted) {
            (None, _) if score.scored => Decision::NotJudged,
            (None, _) | (Some(_), None) => Decision::Unscored,
            (Some(_), Some(rating)) if rating.is_accepted() && by_information_only => Decision::ByInformationOnly,
            (Some(_), Some(rating)) if rating.is_accepted() => Decision::Acceptable,
            (Some(written), Some(rating)) if written.level == rating.level && is_outweighed(project, risk, rating) => Decision::Outweighed,
            (Some(_), Some(_)) => Decision::NotAcceptable,
        },
    };
    // That it does not apply makes no risk better.
    if project.field(risk, "not_applicable").is_some() && decision != Decision::NotAcceptable { Decision::NotApplicable } else { decision }
}

/// Whether a level that the policy does not accept is outweighed: by a benefit-risk analysis, with what else the level needs. A
/// level that the policy accepts under a condition is not outweighed while the condition is not met. The analysis weighs the
/// level that is written: it says nothing of a higher one that counts in its place.
fn is_outweighed(project: &Project, risk: RecordId, rating: &Rating) -> bool {
    !rating.acceptable && rating.lacks.is_empty() && project.text(risk, "benefit_risk").is_some_and(says_something)
}

/// A risk that was not acceptable, is now, and would not be without information for safety: all its controls are of that
/// type, or the stage before that of the information was not acceptable yet, or no other control is shown to reduce it.
pub(super) fn by_information_only(project: &Project, risk: RecordId, scores: &[Score]) -> bool {
    let initial = scores.iter().find(|s| s.stage == "initial").and_then(Score::acceptable);
    let residual: Vec<&Score> = scores.iter().filter(|s| s.stage == "residual").collect();
    // What is not rated, or not with words of the scales, may have been unacceptable.
    if initial == Some(true) || residual.last().and_then(|s| s.acceptable()) != Some(true) {
        return false;
    }
    let accepted = |rating: Option<&Rating>| rating.is_some_and(Rating::is_accepted);
    if residual.last().is_some_and(|s| accepted(s.counted.as_ref()) && !accepted(s.uninformed.as_ref())) {
        return true;
    }
    if let Some(at) = residual.iter().position(|s| s.information) {
        let before = if at == 0 { initial } else { residual[at - 1].acceptable() };
        return before != Some(true);
    }
    let controls = project.linked(risk, "mitigated_by");
    !controls.is_empty() && controls.iter().all(|c| informs(project, *c))
}

/// Whether a control is information for safety; what is no type may be that one.
pub(super) fn informs(project: &Project, control: RecordId) -> bool {
    match ControlType::of(project.field(control, "type")) {
        Choice::Word(ControlType::Information) | Choice::Wrong => true,
        Choice::Word(ControlType::Inherent | ControlType::Protective) | Choice::Nothing | Choice::Added => false,
    }
}
