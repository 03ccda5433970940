//! Which records belong to a subject: what is allocated to its parts, used by them, verifies them, goes wrong in them.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

use super::subject::Subject;
use super::walk::{Memo, ROLES, Walk};
use crate::model::{Entry, PastRecord, Project, RecordId, Value};
use crate::schema::{Scope, Side};

/// Roles over which links lead from a part to what belongs to it.
const CARRIERS: &[&str] = &["item", "unit", "soup", "interface", "requirement", "control", "risk", "test", "run"];

/// The systems that are not obsolete, with their parts.
pub(super) struct Systems {
    /// The systems.
    pub(super) list: Vec<RecordId>,
    /// By system: itself, its items and units, sorted.
    pub(super) parts: Vec<Vec<RecordId>>,
    /// The system of each item and unit.
    of_part: FxHashMap<RecordId, usize>,
    /// Risks by what they name as a cause.
    pub(super) by_cause: FxHashMap<RecordId, Vec<RecordId>>,
    /// Anomalies that say what they affect, be it there or not.
    placed: FxHashSet<RecordId>,
    /// By role: what links lead to from the parts of any system. Not looked up where there is but one.
    reached: FxHashMap<&'static str, FxHashSet<RecordId>>,
}

impl Systems {
    /// Looks them up.
    pub(super) fn of(project: &Project) -> Self {
        let list: Vec<RecordId> = project.with_role("system").filter(|s| !project.is_obsolete(*s)).collect();
        let parts: Vec<Vec<RecordId>> = list.iter().map(|s| parts_of(project, *s)).collect();
        let mut of_part = FxHashMap::default();
        for (place, parts) in parts.iter().enumerate() {
            parts.iter().for_each(|p| {
                of_part.entry(*p).or_insert(place);
            });
        }
        let mut by_cause: FxHashMap<RecordId, Vec<RecordId>> = FxHashMap::default();
        for risk in project.with_role("risk").filter(|r| !project.is_obsolete(*r)) {
            let causes = project.field(risk, "causes").map(Entry::items).unwrap_or_default();
            let mut named: Vec<RecordId> = causes.iter().flat_map(named_by).collect();
            named.sort_unstable();
            named.dedup();
            named.into_iter().for_each(|part| by_cause.entry(part).or_default().push(risk));
        }
        let placed = placed(project);
        let mut reached: FxHashMap<&'static str, FxHashSet<RecordId>> = FxHashMap::default();
        if list.len() > 1 {
            for parts in &parts {
                let memo = Memo::default();
                let walk = Walk { project, by_cause: &by_cause, placed: &placed, parts, memo: &memo };
                ROLES.iter().for_each(|role| reached.entry(role).or_default().extend(walk.reached(role).unwrap_or_default()));
            }
        }
        Self { list, parts, of_part, by_cause, placed, reached }
    }

    /// The system that a part belongs to; of SOUP, that of its users.
    pub(super) fn of_record(&self, record: RecordId, project: &Project) -> Option<usize> {
        self.of_part.get(&record).copied().or_else(|| project.linked(record, "used_by").iter().find_map(|user| self.of_part.get(user).copied()))
    }
}

/// The anomalies with a link to what they affect, also to what is not there any more.
fn placed(project: &Project) -> FxHashSet<RecordId> {
    let Some(affects) = project.link_name("affects") else { return FxHashSet::default() };
    let written = project.graph.written.iter().filter(|w| w.name == affects).map(|w| w.record);
    let linked = project.graph.edges.iter().filter(|e| e.link == affects.link).map(|e| e.from);
    written.chain(linked).filter(|r| project.has_role(*r, "anomaly")).collect()
}

/// Whether a value of a frozen record names one of some ids.
fn names(value: &Json, is_one: &impl Fn(&str) -> bool) -> bool {
    match value {
        Json::String(text) => is_one(text),
        Json::Array(items) => items.iter().any(|item| names(item, is_one)),
        Json::Object(fields) => fields.values().any(|field| names(field, is_one)),
        _ => false,
    }
}

/// The parts that an entry of `causes` names.
pub(super) fn named_by(cause: &Entry) -> Vec<RecordId> {
    let items = cause.value.get("item").map(Entry::items).unwrap_or_default();
    items.iter().filter_map(|e| if let Value::Record { target, .. } = e.value { target } else { None }).collect()
}

/// A whole with all its items and units that are not obsolete, sorted.
fn parts_of(project: &Project, whole: RecordId) -> Vec<RecordId> {
    let mut seen: FxHashSet<RecordId> = FxHashSet::default();
    let mut open = vec![whole];
    while let Some(part) = open.pop() {
        if seen.insert(part) {
            open.extend(project.linked(part, "has_part").into_iter().filter(|p| project.has_role(*p, "item") || project.has_role(*p, "unit")));
        }
    }
    let mut parts: Vec<RecordId> = seen.into_iter().collect();
    parts.sort_unstable();
    parts
}

/// The records of a subject by role, looked up when they are first asked for.
pub(super) struct Reach<'a> {
    project: &'a Project,
    systems: &'a Systems,
    parts: Vec<RecordId>,
    /// Whether what belongs to no other system belongs to it too.
    whole: Option<usize>,
    /// Whether it is everything.
    everything: bool,
    /// The system that the subject belongs to.
    system: Option<usize>,
    found: RefCell<FxHashMap<String, Vec<RecordId>>>,
    memo: Memo,
}

impl<'a> Reach<'a> {
    /// Of a subject.
    pub(super) fn new(project: &'a Project, systems: &'a Systems, subject: &Subject) -> Self {
        let single = subject.is_part();
        let parts = match (single, subject.record, subject.system) {
            (true, Some(record), _) => parts_of(project, record),
            (false, _, Some(place)) => systems.parts[place].clone(),
            _ => Vec::new(),
        };
        let everything = subject.scope == Scope::Organisation || !single && systems.list.len() < 2;
        let whole = if single { None } else { subject.system };
        Self { project, systems, parts, whole, everything, system: subject.system, found: RefCell::default(), memo: Memo::default() }
    }

    /// Whether a record that is no more was one of the subject: of a part, it has to name the part or what belongs to it.
    pub(super) fn had(&self, vanished: &PastRecord) -> bool {
        let belongs = |id: &str| {
            let Some(record) = self.project.by_id(id) else { return false };
            self.parts.binary_search(&record).is_ok()
                || CARRIERS.iter().any(|role| self.project.has_role(record, role) && self.members(role).binary_search(&record).is_ok())
        };
        let linked = || vanished.neighbours.iter().any(|id| belongs(id));
        self.everything || self.whole.is_some() || linked() || vanished.fields.values().any(|v| names(v, &belongs))
    }

    /// Whether other records belong to a part by way of records of a kind: where one of these is no more, so are they.
    pub(super) fn led_over(&self, kind: &str) -> bool {
        let known = self.project.schema.kind_named(kind).map(|k| self.project.schema.kind(k));
        !self.everything && self.whole.is_none() && CARRIERS.iter().any(|role| known.map_or(kind == *role, |k| k.has_role(role)))
    }

    /// Whether a plan or a document is for the system of the subject. Where there are several systems it has to say so, or
    /// belong to it: what says nothing may be for any of them.
    pub(super) fn is_for(&self, record: RecordId) -> bool {
        let Some(system) = self.system.filter(|_| self.systems.list.len() > 1).map(|place| self.systems.list[place]) else { return true };
        let belongs = |role: &str| self.project.has_role(record, role) && self.walk().reached(role).is_some_and(|all| all.binary_search(&record).is_ok());
        let named = self.project.linked(record, "is_for");
        named.contains(&system) || ROLES.iter().any(|role| belongs(role))
    }

    /// As [`Reach::is_for`], of the kinds that can say so.
    pub(super) fn may_be_for(&self, record: RecordId) -> bool {
        self.project.schema.link_of(self.project.record(record).kind, "is_for").is_none_or(|n| n.side == Side::Inverse) || self.is_for(record)
    }

    fn walk(&self) -> Walk<'_> {
        Walk { project: self.project, by_cause: &self.systems.by_cause, placed: &self.systems.placed, parts: &self.parts, memo: &self.memo }
    }

    /// Whether a record of a role belongs to the subject.
    pub(super) fn has(&self, role: &str, record: RecordId) -> bool {
        let known = |found: &FxHashMap<String, Vec<RecordId>>| found.get(role).map(|members| members.binary_search(&record).is_ok());
        let found = known(&self.found.borrow());
        found.unwrap_or_else(|| self.members(role).binary_search(&record).is_ok())
    }

    /// The records of a role that belong to the subject, sorted, none obsolete.
    pub(super) fn members(&self, role: &str) -> Vec<RecordId> {
        if let Some(found) = self.found.borrow().get(role) {
            return found.clone();
        }
        let all = || self.project.with_role(role).filter(|r| !self.project.is_obsolete(*r));
        let mut members: Vec<RecordId> = match (self.everything, self.whole) {
            (true, _) => all().collect(),
            (false, None) => self.walk().reached(role).unwrap_or_else(|| all().collect()),
            // What no system reaches belongs to each of them: it must not get lost between two.
            (false, Some(_)) => match (self.walk().reached(role), self.systems.reached.get(role)) {
                (Some(mut own), Some(any)) => {
                    own.extend(all().filter(|r| !any.contains(r)));
                    own
                }
                _ => all().collect(),
            },
        };
        members.sort_unstable();
        members.dedup();
        self.found.borrow_mut().insert(role.to_owned(), members.clone());
        members
    }
}
