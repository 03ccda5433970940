//! The device as a tree: device, systems, items, units, each where it belongs; then SOUP.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Context;
use crate::model::RecordId;

/// A record in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    /// The record.
    pub(super) record: RecordId,
    /// Its outline number, `1.2.3`: where it belongs, in a form that a data file keeps.
    pub(super) number: String,
    /// The software system that it belongs to; of SOUP, that of what uses it.
    pub(super) system: Option<RecordId>,
}

/// All that has a class and is not obsolete, each record once, in the order of the tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The records.
    pub(super) nodes: Vec<Node>,
    places: FxHashMap<RecordId, usize>,
}

impl Tree {
    /// Of a project. What belongs to no whole stands at the top, after the devices and systems.
    pub(super) fn of(cx: Context) -> Self {
        let project = cx.project;
        let living = |role: &str| project.with_role(role).filter(|r| !project.is_obsolete(*r)).collect::<Vec<_>>();
        let mut tree = Self::default();
        let mut seen = FxHashSet::default();
        let mut top = 0;
        for role in ["device", "system", "item", "unit"] {
            for root in living(role) {
                let is_part = !project.linked(root, "part_of").is_empty();
                // First what is nobody's part; then, role by role, what only parts of itself lead to.
                if !is_part || role == "device" {
                    tree.grow(cx, root, &mut top, &mut seen);
                }
            }
        }
        for role in ["system", "item", "unit"] {
            living(role).into_iter().for_each(|root| tree.grow(cx, root, &mut top, &mut seen));
        }
        tree.soup(cx, &living("soup"), &mut top);
        tree
    }

    fn grow(&mut self, cx: Context, root: RecordId, top: &mut usize, seen: &mut FxHashSet<RecordId>) {
        let project = cx.project;
        if seen.contains(&root) {
            return;
        }
        *top += 1;
        let mut open = vec![(root, top.to_string(), None)];
        while let Some((record, number, system)) = open.pop() {
            if !seen.insert(record) {
                continue;
            }
            let system = if project.has_role(record, "system") { Some(record) } else { system };
            let mut parts = project.linked(record, "has_part");
            parts.retain(|p| !seen.contains(p) && !project.is_obsolete(*p) && ["system", "item", "unit"].iter().any(|role| project.has_role(*p, role)));
            parts.sort_unstable();
            parts.dedup();
            open.extend(parts.into_iter().enumerate().rev().map(|(i, part)| (part, format!("{number}.{}", i + 1), system)));
            self.put(record, number, system);
        }
    }

    /// SOUP belongs to the system of its first user, or to that of the SOUP which needs it.
    fn soup(&mut self, cx: Context, all: &[RecordId], top: &mut usize) {
        let project = cx.project;
        let mut systems: FxHashMap<RecordId, RecordId> = FxHashMap::default();
        let of_user = |soup: &RecordId| project.linked(*soup, "used_by").into_iter().find_map(|user| self.system_of(user));
        let mut open: Vec<(RecordId, RecordId)> = all.iter().rev().filter_map(|soup| Some((*soup, of_user(soup)?))).collect();
        while let Some((soup, system)) = open.pop() {
            if let Entry::Vacant(free) = systems.entry(soup) {
                free.insert(system);
                open.extend(project.linked(soup, "depends_on").into_iter().map(|needed| (needed, system)));
            }
        }
        for soup in all {
            *top += 1;
            self.put(*soup, top.to_string(), systems.get(soup).copied());
        }
    }

    fn put(&mut self, record: RecordId, number: String, system: Option<RecordId>) {
        self.places.insert(record, self.nodes.len());
        self.nodes.push(Node { record, number, system });
    }

    /// The place of a record in the order.
    pub(super) fn place(&self, record: RecordId) -> Option<usize> {
        self.places.get(&record).copied()
    }

    /// The system that a record belongs to.
    pub(super) fn system_of(&self, record: RecordId) -> Option<RecordId> {
        self.nodes.get(self.place(record)?)?.system
    }

    /// Whether a record has another class than its system, or belongs to none although there is one.
    pub(super) fn deviates(&self, cx: Context, record: RecordId) -> bool {
        let rank = |r: RecordId| cx.judgement.class(r).map(|c| c.rank);
        match self.system_of(record) {
            Some(system) => rank(system) != rank(record),
            None => self.nodes.iter().any(|n| n.system == Some(n.record)),
        }
    }
}
