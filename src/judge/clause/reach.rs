//! Which records belong to a subject: what is allocated to its parts, used by them, verifies them, goes wrong in them.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

use super::subject::Subject;
use crate::model::{Entry, PastRecord, Project, RecordId, Value};
use crate::schema::Scope;

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
        Self { list, parts, of_part, by_cause }
    }

    /// The system that a part belongs to; of SOUP, that of its users.
    pub(super) fn of_record(&self, record: RecordId, project: &Project) -> Option<usize> {
        self.of_part.get(&record).copied().or_else(|| project.linked(record, "used_by").iter().find_map(|user| self.of_part.get(user).copied()))
    }
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
    found: RefCell<FxHashMap<String, Vec<RecordId>>>,
}

impl<'a> Reach<'a> {
    /// Of a subject.
    pub(super) fn new(project: &'a Project, systems: &'a Systems, subject: &Subject) -> Self {
        let single = matches!(subject.scope, Scope::Item | Scope::Unit | Scope::Soup | Scope::Boundary) && !subject.stands_in;
        let parts = match (single, subject.record, subject.system) {
            (true, Some(record), _) => parts_of(project, record),
            (false, _, Some(place)) => systems.parts[place].clone(),
            _ => Vec::new(),
        };
        let everything = subject.scope == Scope::Organisation || !single && systems.list.len() < 2;
        let whole = if single { None } else { subject.system };
        Self { project, systems, parts, whole, everything, found: RefCell::default() }
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

    /// The records of a role that belong to the subject, sorted, none obsolete.
    pub(super) fn members(&self, role: &str) -> Vec<RecordId> {
        if let Some(found) = self.found.borrow().get(role) {
            return found.clone();
        }
        let all = || self.project.with_role(role).filter(|r| !self.project.is_obsolete(*r));
        let mut members: Vec<RecordId> = match (self.everything, self.whole) {
            (true, _) => all().collect(),
            (false, None) => self.reached(role, &self.parts).unwrap_or_else(|| all().collect()),
            // What no system reaches belongs to each of them: it must not get lost between two.
            (false, Some(own)) => match self.reached(role, &self.parts) {
                None => all().collect(),
                Some(mut reached) => {
                    let others = self.systems.parts.iter().enumerate().filter(|(place, _)| *place != own);
                    let elsewhere: FxHashSet<RecordId> = others.flat_map(|(_, parts)| self.reached(role, parts).unwrap_or_default()).collect();
                    reached.extend(all().filter(|r| !elsewhere.contains(r)));
                    reached
                }
            },
        };
        members.sort_unstable();
        members.dedup();
        self.found.borrow_mut().insert(role.to_owned(), members.clone());
        members
    }

    /// The records of a role that links lead to from some parts; none for a role that belongs to no part.
    fn reached(&self, role: &str, parts: &[RecordId]) -> Option<Vec<RecordId>> {
        let project = self.project;
        let along = |from: &[RecordId], links: &[&str]| -> Vec<RecordId> {
            let ends = from.iter().flat_map(|r| links.iter().flat_map(|l| project.linked(*r, l)));
            ends.filter(|r| project.has_role(*r, role)).collect()
        };
        let sub = |role: &str| self.reached(role, parts).unwrap_or_default();
        let both = |mut a: Vec<RecordId>, b: Vec<RecordId>| {
            a.extend(b);
            a
        };
        Some(match role {
            "system" | "item" | "unit" => parts.iter().copied().filter(|p| project.has_role(*p, role)).collect(),
            "soup" => self.soup(parts),
            "interface" => along(&both(parts.to_vec(), sub("soup")), &["outgoing", "incoming"]),
            "requirement" => along(&both(parts.to_vec(), both(sub("soup"), sub("interface"))), &["allocates"]),
            "system_requirement" => both(along(parts, &["allocates"]), along(&sub("requirement"), &["derives_from"])),
            "risk" => {
                let sources = both(parts.to_vec(), both(sub("soup"), sub("interface")));
                let caused = sources.iter().filter_map(|s| self.systems.by_cause.get(s)).flatten().copied().collect();
                both(along(&sources, &["gives_rise_to"]), caused)
            }
            "control" => {
                let implementing = along(&both(parts.to_vec(), sub("requirement")), &["implements"]);
                both(implementing, along(&sub("risk"), &["mitigated_by"]))
            }
            "test" | "verification" => {
                let subjects = both(parts.to_vec(), both(both(sub("requirement"), sub("control")), both(sub("soup"), sub("interface"))));
                along(&subjects, &["verified_by", "effect_shown_by"])
            }
            "run" => along(&sub("test"), &["runs"]),
            "anomaly" => both(along(&both(parts.to_vec(), sub("soup")), &["affected_by"]), along(&sub("run"), &["found"])),
            "problem_report" => both(along(&both(parts.to_vec(), sub("soup")), &["affected_by"]), along(&sub("anomaly"), &["reported_as"])),
            "change_request" => {
                let changed = both(parts.to_vec(), both(sub("requirement"), sub("soup")));
                both(along(&changed, &["changed_by"]), along(&sub("problem_report"), &["resolved_by"]))
            }
            _ => return None,
        })
    }

    /// SOUP that the parts use, and what it needs in turn; a SOUP by itself is its own.
    fn soup(&self, parts: &[RecordId]) -> Vec<RecordId> {
        let is_soup = |r: &RecordId| self.project.has_role(*r, "soup");
        let mut open: Vec<RecordId> = parts.iter().copied().filter(is_soup).collect();
        let own = open.clone();
        open.extend(parts.iter().flat_map(|p| self.project.linked(*p, "uses")));
        let mut seen: FxHashSet<RecordId> = FxHashSet::default();
        while let Some(soup) = open.pop() {
            if seen.insert(soup) && !own.contains(&soup) {
                open.extend(self.project.linked(soup, "depends_on"));
            }
        }
        let mut all: Vec<RecordId> = seen.into_iter().collect();
        all.sort_unstable();
        all
    }
}
