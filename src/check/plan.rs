//! Plans that are in force, and what the standards in use ask them to say.

use super::rule::Inspection;
use crate::model::RecordId;
use crate::schema::{Clause, Standard};

/// An activity that a standard asks to be planned.
pub(super) struct Activity<'a> {
    /// The standard that asks.
    pub(super) standard: &'a Standard,
    /// Its name, as plans cover it.
    pub(super) name: &'a str,
    /// The clauses of it that are asked of the file's class. None of an activity that stands beside all clauses.
    pub(super) asked: Vec<&'a Clause>,
    /// Whether it is asked of the file's class.
    pub(super) is_asked: bool,
}

/// The plans that are not obsolete.
pub(super) fn plans(cx: &Inspection) -> Vec<RecordId> {
    cx.project.with_role("plan").filter(|p| !cx.project.is_obsolete(*p)).collect()
}

/// The activities of all standards in use, in their order.
pub(super) fn activities<'a>(cx: &Inspection<'a>) -> impl Iterator<Item = Activity<'a>> {
    let (project, class) = (cx.project, cx.file_class());
    let used = project.config.standards.iter().filter_map(|s| project.schema.standard(&s.value));
    used.flat_map(move |standard| {
        let level = project.schema.level(standard, class).map_or("", |l| l.id.as_str());
        standard.plans.iter().map(move |(name, numbers)| {
            let clauses = standard.clauses.iter().filter(|c| numbers.contains(&c.number) && standard.applies(c, level));
            let asked: Vec<&Clause> = clauses.collect();
            Activity { standard, name, is_asked: numbers.is_empty() || !asked.is_empty(), asked }
        })
    })
}
