//! What persons judged.

use jiff::civil::Date;

use crate::judge::order::too_old;
use crate::model::{Choice, Project, RecordId, Value, fills, says_something, yes_no};
use crate::schema::Wants;

/// A person's judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The record it stands in.
    pub record: RecordId,
    /// The judgement, in that person's words.
    pub judgement: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Option<Date>,
}

/// The judgement in a record, if it counts: by somebody on record, in words that say something, on a day that has come and not
/// before what it assesses, and no draft.
pub fn assessment(project: &Project, record: RecordId) -> Option<Assessment> {
    if project.is_unfinished(record) || too_old(project, record).is_some() {
        return None;
    }
    let judgement = project.text(record, "judgement").filter(|t| fills(t, Wants::Verdict))?.to_owned();
    let by = project.text(record, "by").filter(|t| says_something(t))?.to_owned();
    let on = match project.field(record, "on")?.value {
        Value::Date(on) if on <= project.as_of => on,
        _ => return None,
    };
    Some(Assessment { record, judgement, by, on: Some(on) }).filter(|given| project.is_somebody(&given.by))
}

/// What an assessment says of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// How it is fulfilled.
    Judgement,
    /// That there is no case of it, and why.
    NoCase,
    /// Neither: that there is no case without the reason, or what is neither yes nor no.
    Nothing,
}

/// Whether a record judges a clause, or declares that there is no case of it: then it says why.
pub(super) fn says(project: &Project, record: RecordId) -> Says {
    match yes_no(project.field(record, "no_case")) {
        Choice::Nothing | Choice::Word(false) => Says::Judgement,
        Choice::Word(true) if project.text(record, "rationale").is_some_and(says_something) => Says::NoCase,
        Choice::Word(true) | Choice::Added | Choice::Wrong => Says::Nothing,
    }
}
