//! Recorded reviews and approvals, and which of them count. A stamp that names nobody, or no day that has come, counts nowhere.

use jiff::civil::Date;

use crate::model::{Entry, Project, RecordId, Value, says_something};

/// What a `reviewed` or `approved` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp<'a> {
    /// Nothing is recorded.
    Missing,
    /// It names nobody, or a placeholder such as "n/a".
    Nobody,
    /// It has no date.
    Undated,
    /// Its date has not come yet.
    Future(Date),
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
    pub fn lacks(self) -> Option<String> {
        match self {
            Self::Given { .. } => None,
            Self::Missing => Some("no approval is recorded".to_owned()),
            Self::Nobody => Some("its approval names nobody".to_owned()),
            Self::Undated => Some("its approval has no date".to_owned()),
            Self::Draft => Some("its status is `draft`: this is not what was approved".to_owned()),
            Self::Future(on) => Some(format!("its approval is dated {on}, which has not come yet")),
        }
    }
}

/// The stamp in a field of a record: `approved`, `reviewed`.
pub fn stamp<'a>(project: &'a Project, record: RecordId, field: &str) -> Stamp<'a> {
    let given = project.field(record, field).map_or(Stamp::Missing, |entry| read(project, entry));
    // A status that nobody wrote says nothing against an approval that somebody did.
    let status = project.text(record, "status").filter(|s| *s == "draft" && field == "approved" && given.counts());
    status.map_or(given, |_| Stamp::Draft)
}

/// Whether somebody is recorded to have approved a record, on a date that has come.
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
        None => Stamp::Undated,
        Some(date) if date > project.as_of => Stamp::Future(date),
        Some(on) => Stamp::Given { by, on },
    }
}
