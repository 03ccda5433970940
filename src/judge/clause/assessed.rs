//! What persons judged.

use jiff::civil::Date;

use crate::model::{Project, RecordId, Value, says_something};

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

/// The judgement in a record, if it counts: by somebody, in words that say something, on a day that has come, and no draft.
pub fn assessment(project: &Project, record: RecordId) -> Option<Assessment> {
    if project.is_unfinished(record) {
        return None;
    }
    let text = |name| project.text(record, name).filter(|t| says_something(t)).map(str::to_owned);
    let on = match project.field(record, "on")?.value {
        Value::Date(on) if on <= project.as_of => on,
        _ => return None,
    };
    Some(Assessment { record, judgement: text("judgement")?, by: text("by")?, on: Some(on) })
}

/// Whether a record declares that there is no case of a clause: then it says why.
pub(super) fn declares_no_case(project: &Project, record: RecordId) -> bool {
    project.text(record, "no_case") == Some("true") && project.text(record, "rationale").is_some_and(says_something)
}
