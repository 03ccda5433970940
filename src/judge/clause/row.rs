//! What stands in a row.

use super::assessed::Assessment;
use super::missing::Missing;
use crate::model::RecordId;
use crate::schema::Scope;

/// A clause judged for a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseRow {
    /// The standard, by its place in the schema.
    pub standard: usize,
    /// The clause, by its place in the standard.
    pub clause: usize,
    /// At which level it is judged.
    pub scope: Scope,
    /// The subject; none for the organisation, or when the project has no system.
    pub subject: Option<RecordId>,
    /// Whether the subject stands in for subjects that are not there: a system for the units that it should have.
    pub stands_in: bool,
    /// The class that decides, as a rank.
    pub class: usize,
    /// Whether that class is assumed.
    pub assumed: bool,
    /// What the records show.
    pub record_check: RecordCheck,
    /// The records that it rests on, sorted: what there is, complete or not.
    pub rests_on: Vec<RecordId>,
    /// What is missing, in the order of the evidence that the clause asks for.
    pub missing: Vec<Missing>,
    /// Who declared that there is no case of the clause, where that decides.
    pub no_case: Option<Assessment>,
    /// What a person judged.
    pub assessment: Option<Assessment>,
}

/// What the records show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordCheck {
    /// No evidence form judges the clause: never shown as answered.
    NotJudged,
    /// Nothing is there that answers it.
    None,
    /// Something of it is there.
    Incomplete,
    /// There is no case of it, and a person declared so.
    NoCase,
    /// All that the clause asks for is on record.
    Complete,
    /// The clause does not apply to a subject of this class.
    NotForClass,
    /// Another route was chosen: the one for legacy software, or the ordinary one.
    OtherRoute,
}

impl RecordCheck {
    /// The word for it in data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotJudged => "not_judged",
            Self::None => "none",
            Self::Incomplete => "incomplete",
            Self::NoCase => "no_case",
            Self::Complete => "complete",
            Self::NotForClass | Self::OtherRoute => "does_not_apply",
        }
    }

    /// Whether the clause applies.
    pub fn applies(self) -> bool {
        !matches!(self, Self::NotForClass | Self::OtherRoute)
    }

    /// Whether it applies, and something is missing or nothing judges it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::NotJudged | Self::None | Self::Incomplete)
    }
}

/// What the evidence of a clause shows.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) check: RecordCheck,
    pub(super) rests_on: Vec<RecordId>,
    pub(super) missing: Vec<Missing>,
    pub(super) no_case: Option<Assessment>,
}

impl Default for Shown {
    fn default() -> Self {
        Self { check: RecordCheck::NotJudged, rests_on: Vec::new(), missing: Vec::new(), no_case: None }
    }
}
