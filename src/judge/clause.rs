//! Rows of the clause tables: what applies, what the records show, what a person judged; the last two never mixed.

use jiff::civil::Date;

use super::Judgement;
use rustc_hash::FxHashMap;

use crate::model::{Entry, Project, RecordId, Value, says_something};

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
    let assessed = Assessed::of(project);
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
                    assessment: assessed.about(&clause.number, *subject),
                });
            }
        }
    }
    rows
}

/// The assessments that count, by the clauses they are of, each with the systems that it is about.
struct Assessed<'a>(FxHashMap<&'a str, Vec<(Assessment, Vec<RecordId>)>>);

impl<'a> Assessed<'a> {
    fn of(project: &'a Project) -> Self {
        let mut by_clause: FxHashMap<&str, Vec<(Assessment, Vec<RecordId>)>> = FxHashMap::default();
        for record in project.with_role("assessment").filter(|r| !project.is_obsolete(*r)) {
            let Some(assessment) = assessment(project, record) else { continue };
            let mut systems = project.link_name("assesses").map_or_else(Vec::new, |name| project.graph.neighbours(record, name));
            systems.retain(|s| project.has_role(*s, "system"));
            for clause in project.field(record, "clause").map(Entry::items).unwrap_or_default().iter().filter_map(|e| e.value.text()) {
                by_clause.entry(clause).or_default().push((assessment.clone(), systems.clone()));
            }
        }
        Self(by_clause)
    }

    /// The newest that is about a subject: one that names no system is about all of them.
    fn about(&self, clause: &str, subject: Option<RecordId>) -> Option<Assessment> {
        let all = self.0.get(clause)?.iter().filter(|(_, systems)| systems.is_empty() || subject.is_some_and(|s| systems.contains(&s)));
        all.map(|(assessment, _)| assessment).max_by_key(|a| (a.on, std::cmp::Reverse(a.record))).cloned()
    }
}

/// The judgement in a record, if it counts: by somebody, in words that say something, on a day that has come.
pub fn assessment(project: &Project, record: RecordId) -> Option<Assessment> {
    let text = |name| project.text(record, name).filter(|t| says_something(t)).map(str::to_owned);
    let on = match project.field(record, "on")?.value {
        Value::Date(on) if on <= project.as_of => on,
        _ => return None,
    };
    Some(Assessment { record, judgement: text("judgement")?, by: text("by")?, on: Some(on) })
}
