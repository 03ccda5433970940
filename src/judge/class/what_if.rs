//! What more is asked if something were of a higher class: of itself, and of what would rise with it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ClassReason, Lowering};
use crate::judge::{ClauseRow, Judgement, RecordCheck};
use crate::model::{Entry, Project, RecordId};
use crate::schema::{Condition, Scope};

/// What a higher class brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raised {
    /// What rises with it, sorted: parts that have its class, SOUP that it uses.
    pub with: Vec<RecordId>,
    /// The clauses that are not asked today and would be, as places in the standard, sorted.
    pub asked: Vec<usize>,
}

/// Looks up rows by what they are about.
pub struct WhatIf<'a> {
    project: &'a Project,
    judgement: &'a Judgement,
    /// Rows that are not asked today, by subject.
    own: FxHashMap<RecordId, Vec<&'a ClauseRow>>,
    /// Rows about a border, by what else stands at it.
    border: FxHashMap<RecordId, Vec<&'a ClauseRow>>,
    /// Rows of the organisation.
    organisation: Vec<&'a ClauseRow>,
    /// The systems of each part.
    systems: FxHashMap<RecordId, Vec<RecordId>>,
}

impl<'a> WhatIf<'a> {
    /// For one standard, by its place in the schema.
    pub fn new(project: &'a Project, judgement: &'a Judgement, standard: usize) -> Self {
        let mut new =
            Self { project, judgement, own: FxHashMap::default(), border: FxHashMap::default(), organisation: Vec::new(), systems: FxHashMap::default() };
        let open = judgement.clauses.iter().filter(|r| r.standard == standard && r.record_check == RecordCheck::NotForClass);
        for row in open {
            let Some(subject) = row.subject else {
                new.organisation.push(row);
                continue;
            };
            new.own.entry(subject).or_default().push(row);
            if row.scope == Scope::Boundary && !row.stands_in {
                for other in neighbours(project, subject) {
                    new.border.entry(other).or_default().push(row);
                }
            }
        }
        for system in project.with_role("system").filter(|s| !project.is_obsolete(*s)) {
            let (mut open, mut seen) = (vec![system], FxHashSet::default());
            while let Some(part) = open.pop() {
                if seen.insert(part) {
                    new.systems.entry(part).or_default().push(system);
                    open.extend(parts(project, part));
                }
            }
        }
        new
    }

    /// What is asked besides if a record were of a class, by its rank.
    pub fn raised(&self, standard: usize, record: RecordId, rank: usize) -> Raised {
        let standard = &self.project.schema.standards[standard];
        let Some(level) = self.project.schema.level(standard, rank) else { return Raised::default() };
        let mut raised = Raised { with: self.risers(record, rank), asked: Vec::new() };
        let mut ask = |row: &ClauseRow| {
            if row.class < rank && standard.applies(&standard.clauses[row.clause], &level.id) {
                raised.asked.push(row.clause);
            }
        };
        let of_several = |row: &ClauseRow| row.scope == Scope::IntegrationGroup || standard.clauses[row.clause].condition == Some(Condition::AnyItem);
        for riser in raised.with.iter().copied().chain([record]) {
            let is_system = self.project.has_role(riser, "system");
            for row in self.own.get(&riser).into_iter().flatten() {
                // The parts of a system taken together have the class of the parts, unless there are none.
                if !is_system || row.stands_in || row.scope != Scope::IntegrationGroup {
                    ask(row);
                }
            }
            self.border.get(&riser).into_iter().flatten().for_each(|row| ask(row));
            if is_system {
                self.organisation.iter().for_each(|row| ask(row));
                continue;
            }
            for system in self.systems.get(&riser).into_iter().flatten() {
                self.own.get(system).into_iter().flatten().filter(|row| of_several(row)).for_each(|row| ask(row));
            }
        }
        raised.asked.sort_unstable();
        raised.asked.dedup();
        raised
    }

    /// What would be of a higher class too: parts without a proven lower one, and SOUP.
    fn risers(&self, record: RecordId, rank: usize) -> Vec<RecordId> {
        let (mut open, mut seen) = (vec![record], FxHashSet::default());
        while let Some(riser) = open.pop() {
            if !seen.insert(riser) {
                continue;
            }
            let below = |r: &RecordId| self.judgement.class(*r).is_some_and(|c| c.rank < rank) && !self.project.is_obsolete(*r);
            open.extend(parts(self.project, riser).into_iter().filter(|p| below(p) && self.follows(*p)));
            let link = if self.project.has_role(riser, "soup") { "depends_on" } else { "uses" };
            open.extend(self.project.linked(riser, link).into_iter().filter(|s| below(s) && self.project.has_role(*s, "soup")));
        }
        seen.remove(&record);
        let mut with: Vec<RecordId> = seen.into_iter().collect();
        with.sort_unstable();
        with
    }

    /// Whether a part has no class of its own that would stand below a higher one of its whole.
    fn follows(&self, part: RecordId) -> bool {
        let reason = self.judgement.class(part).map(|c| c.reason);
        match reason {
            Some(ClassReason::Inherited | ClassReason::LoweringUnproven) => true,
            _ => self.judgement.lowering(self.project, part) != Lowering::Proven,
        }
    }
}

/// The items and units of a whole that are not obsolete.
fn parts(project: &Project, whole: RecordId) -> Vec<RecordId> {
    let mut parts = project.linked(whole, "has_part");
    parts.retain(|p| !project.is_obsolete(*p) && (project.has_role(*p, "item") || project.has_role(*p, "unit")));
    parts
}

/// What else stands at the borders of a part: what it is kept apart from, and what it is part of.
fn neighbours(project: &Project, part: RecordId) -> Vec<RecordId> {
    let entries = project.field(part, "segregation").map(Entry::items).unwrap_or_default();
    let named = entries.iter().filter_map(|e| e.value.get("from")).flat_map(Entry::items).filter_map(|e| e.value.text());
    named.filter_map(|id| project.by_id(id)).chain(project.linked(part, "part_of")).collect()
}
