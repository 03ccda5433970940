//! Where links lead from the parts of a subject.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Project, RecordId};

/// Roles of records that belong to parts: what has another role belongs to everything.
pub(super) const ROLES: &[&str] = &[
    "system",
    "item",
    "unit",
    "soup",
    "interface",
    "requirement",
    "system_requirement",
    "risk",
    "control",
    "test",
    "verification",
    "run",
    "anomaly",
    "problem_report",
    "change_request",
];

/// What a walk found, by role: one role leads over others, and each is looked up once.
#[derive(Default)]
pub(super) struct Memo(RefCell<FxHashMap<String, Option<Vec<RecordId>>>>);

/// A walk from some parts.
pub(super) struct Walk<'w> {
    /// The project.
    pub(super) project: &'w Project,
    /// Risks by what they name as a cause.
    pub(super) by_cause: &'w FxHashMap<RecordId, Vec<RecordId>>,
    /// Anomalies that say what they affect.
    pub(super) placed: &'w FxHashSet<RecordId>,
    /// The parts it begins at.
    pub(super) parts: &'w [RecordId],
    /// What it found already.
    pub(super) memo: &'w Memo,
}

impl Walk<'_> {
    /// The records of a role that links lead to, sorted; none for a role that belongs to no part.
    pub(super) fn reached(&self, role: &str) -> Option<Vec<RecordId>> {
        if let Some(known) = self.memo.0.borrow().get(role) {
            return known.clone();
        }
        let found = self.look_up(role).map(|mut found| {
            found.sort_unstable();
            found.dedup();
            found
        });
        self.memo.0.borrow_mut().insert(role.to_owned(), found.clone());
        found
    }

    fn look_up(&self, role: &str) -> Option<Vec<RecordId>> {
        let parts = self.parts;
        let project = self.project;
        let along = |from: &[RecordId], links: &[&str]| -> Vec<RecordId> {
            let ends = from.iter().flat_map(|r| links.iter().flat_map(|l| project.linked(*r, l)));
            ends.filter(|r| project.has_role(*r, role)).collect()
        };
        let sub = |role: &str| self.reached(role).unwrap_or_default();
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
                let caused = sources.iter().filter_map(|s| self.by_cause.get(s)).flatten().copied().collect();
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
            "anomaly" => {
                // One that says what it affects belongs there, wherever it was found.
                let found = along(&sub("run"), &["found"]).into_iter().filter(|anomaly| !self.placed.contains(anomaly));
                both(along(&both(parts.to_vec(), sub("soup")), &["affected_by"]), found.collect())
            }
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
