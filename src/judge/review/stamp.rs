//! Recorded reviews and approvals, and which of them count. A stamp that names nobody, or no day that has come, counts nowhere.

use jiff::civil::Date;

use crate::judge::order::{Newer, newer_than_approved};
use crate::model::{Entry, Project, RecordId, Value, says_something};

/// What a `reviewed` or `approved` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp<'a> {
    /// Nothing is recorded.
    Missing,
    /// It names nobody, or a placeholder such as "n/a".
    Nobody,
    /// Who it names is nobody on record, in a project that keeps records of people.
    Stranger(&'a str),
    /// It has no date.
    Undated,
    /// Its date has not come yet.
    Future(Date),
    /// It is older than what it approves.
    Older {
        /// Who, as written.
        by: &'a str,
        /// When it was given.
        on: Date,
        /// What is newer.
        than: Newer,
    },
    /// The record calls itself a draft: what was approved was something else.
    Draft,
    /// Somebody, on a day that has come.
    Given {
        /// Who, as written: a name or the id of a person.
        by: &'a str,
        /// When.
        on: Date,
    },
}

impl Stamp<'_> {
    /// Whether it counts.
    pub fn counts(self) -> bool {
        matches!(self, Self::Given { .. })
    }

    /// Why it does not count as an approval, in words; none if it does.
    pub fn lacks(self, project: &Project) -> Option<String> {
        match self {
            Self::Given { .. } => None,
            Self::Missing => Some("no approval is recorded".to_owned()),
            Self::Nobody => Some("its approval names nobody".to_owned()),
            Self::Stranger(by) => Some(format!("`{by}`, who approved it, is not a person on record")),
            Self::Older { on, than, .. } => Some(format!("its approval of {on} is older than {}", than.words(project))),
            Self::Undated => Some("its approval has no date".to_owned()),
            Self::Draft => Some("its status is `draft`: this is not what was approved".to_owned()),
            Self::Future(on) => Some(format!("its approval is dated {on}, which has not come yet")),
        }
    }
}

/// The stamp in a field of a record: `approved`, `reviewed`. An approval stands under what is there on its day.
pub fn stamp<'a>(project: &'a Project, record: RecordId, field: &str) -> Stamp<'a> {
    let given = project.field(record, field).map_or(Stamp::Missing, |entry| read(project, entry));
    let Stamp::Given { by, on } = given else { return given };
    if field != "approved" {
        return given;
    }
    // A status that nobody wrote says nothing against an approval that somebody did.
    if project.text(record, "status") == Some("draft") {
        return Stamp::Draft;
    }
    newer_than_approved(project, on, record).map_or(given, |than| Stamp::Older { by, on, than })
}

/// Whether somebody is recorded to have approved a record as it is, on a date that has come.
pub fn approved(project: &Project, record: RecordId) -> bool {
    stamp(project, record, "approved").counts()
}

fn read<'a>(project: &Project, entry: &'a Entry) -> Stamp<'a> {
    let by = entry.value.get("by").and_then(|v| v.value.text()).unwrap_or("").trim();
    let on = entry.value.get("on").and_then(|v| match v.value {
        Value::Date(date) => Some(date),
        _ => None,
    });
    match on {
        _ if !says_something(by) => Stamp::Nobody,
        _ if !project.is_somebody(by) => Stamp::Stranger(by),
        None => Stamp::Undated,
        Some(date) if date > project.as_of => Stamp::Future(date),
        Some(on) => Stamp::Given { by, on },
    }
}
