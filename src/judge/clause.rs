//! Rows of the clause tables: what applies, what the records show, what a person judged; the last two never mixed.

use jiff::civil::Date;

use super::Judgement;
use crate::model::{Project, RecordId, Value};

/// A clause judged for a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseRow {
    /// The standard, by its place in the schema.
    pub standard: usize,
    /// The clause, by its place in the standard.
    pub clause: usize,
    /// The subject: a system; none when the project has no system.
    pub subject: Option<RecordId>,
    /// The subject's class, as a rank.
    pub class: usize,
    /// Whether that class is assumed.
    pub assumed: bool,
    /// What the records show.
    pub record_check: RecordCheck,
    /// What a person judged.
    pub assessment: Option<Assessment>,
}

/// What the records show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordCheck {
    /// No evidence form judges the clause: never shown as answered.
    NotJudged,
    /// The clause does not apply to a subject of this class.
    NotForClass,
    /// The clause belongs to the route for legacy software, which was not chosen.
    OtherRoute,
}

impl RecordCheck {
    /// The word that data outputs hold and labels hang on.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotJudged => "not_judged",
            Self::NotForClass | Self::OtherRoute => "does_not_apply",
        }
    }

    /// Whether the clause applies.
    pub fn applies(self) -> bool {
        self == Self::NotJudged
    }
}

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

/// The rows of all standards in use, for each system.
pub(super) fn rows(project: &Project, judgement: &Judgement) -> Vec<ClauseRow> {
    let highest = project.schema.scale("safety_class").map_or(0, |s| s.levels.len().saturating_sub(1));
    let mut subjects: Vec<(Option<RecordId>, usize, bool)> = project
        .with_role("system")
        .filter(|s| !project.is_obsolete(*s))
        .map(|s| {
            let class = judgement.class(s);
            let assumed = class.is_none_or(|c| c.assumed);
            (Some(s), class.map_or(highest, |c| c.rank), assumed)
        })
        .collect();
    if subjects.is_empty() {
        subjects.push((None, highest, true));
    }
    let mut rows = Vec::new();
    for used in &project.config.standards {
        let Some(index) = project.schema.standards.iter().position(|s| s.name == used.value) else { continue };
        let standard = &project.schema.standards[index];
        for (subject, class, assumed) in &subjects {
            let level = project.schema.scale(&standard.scale).and_then(|s| s.levels.get(*class)).map_or("", |l| l.id.as_str());
            for (number, clause) in standard.clauses.iter().enumerate() {
                let record_check = if clause.scope == "legacy" {
                    RecordCheck::OtherRoute
                } else if clause.levels.iter().any(|l| l == level) {
                    RecordCheck::NotJudged
                } else {
                    RecordCheck::NotForClass
                };
                rows.push(ClauseRow {
                    standard: index,
                    clause: number,
                    subject: *subject,
                    class: *class,
                    assumed: *assumed,
                    record_check,
                    assessment: assessment(project, &clause.number),
                });
            }
        }
    }
    rows
}

/// The newest assessment of a clause that is not obsolete.
fn assessment(project: &Project, clause: &str) -> Option<Assessment> {
    let found = project.with_role("assessment").filter(|r| !project.is_obsolete(*r)).filter_map(|record| {
        let clauses = project.field(record, "clause")?;
        if !clauses.items().iter().any(|e| e.value.text() == Some(clause)) {
            return None;
        }
        let on = project.field(record, "on").and_then(|e| match &e.value {
            Value::Date(date) => Some(*date),
            _ => None,
        });
        let text = |name| project.text(record, name).unwrap_or("").to_owned();
        Some(Assessment { record, judgement: text("judgement"), by: text("by"), on })
    });
    found.max_by_key(|a| (a.on, std::cmp::Reverse(a.record)))
}
