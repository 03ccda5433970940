//! Risks that contradict a classification: they arise from the software that it classifies, and ask for a higher class than the
//! one that its answers lead to (IEC 62304 4.3).

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classification::{Classified, Outcome};
use super::hazard::{Unplaced, causes, class_of_severity, unplaced};
use crate::model::{Project, RecordId};

/// A risk that arises from software: its record, the class that its severity asks for, and the software that can cause it.
struct Hazard {
    risk: RecordId,
    asked: Option<usize>,
    software: Vec<RecordId>,
    unplaced: Unplaced,
}

/// Looks which risks contradict each classification, and notes them there.
pub(super) fn mark(project: &Project, classifications: &mut [Classified]) {
    let standing = project.with_role("risk").filter(|r| !project.is_obsolete(*r));
    let hazards: Vec<Hazard> = standing
        .map(|risk| {
            let places = causes(project, risk).into_iter().flat_map(|c| places(project, c));
            let software = places.filter(|c| is_software(project, *c)).collect();
            Hazard { risk, asked: class_of_severity(project, risk), software, unplaced: unplaced(project, risk) }
        })
        .collect();
    // Measures outside the software may lower a class below what the severity asks for: who proves that, contradicts nothing.
    let proven = classifications.iter().filter(|c| c.external && c.proven().is_some());
    let outside: FxHashSet<RecordId> = proven.flat_map(|c| project.linked(c.record, "classifies")).collect();
    for classified in classifications.iter_mut().filter(|c| !c.external) {
        let Outcome::Class(rank) = classified.outcome else { continue };
        // The lowest class by the first answer alone says that the software can cause no harm: then any harm contradicts it.
        let no_harm = rank == 0 && classified.path.len() == 1;
        let subjects = project.linked(classified.record, "classifies");
        let scope = scope(project, &subjects);
        let outweighed = Outweighed { project, subjects: &subjects, outside: &outside, known: RefCell::default() };
        let arises = |cause: &RecordId| scope.as_ref().is_none_or(|s| s.contains(cause)) && !outweighed.is(*cause, 0);
        // A cause in the software that does not say where, may be in any part of it; one that says nothing contradicts only who
        // says that the software can cause no harm.
        let may_arise = |h: &Hazard| match h.unplaced {
            Unplaced::Nothing => false,
            Unplaced::MaybeSoftware => no_harm,
            Unplaced::Software => true,
        };
        let contradicts = |h: &&Hazard| h.asked.map_or(no_harm, |asked| asked > rank) && (h.software.iter().any(arises) || may_arise(h));
        classified.contradicted = hazards.iter().filter(contradicts).map(|h| h.risk).collect();
    }
}

/// Where a cause sits: an anomaly in what it affects.
fn places(project: &Project, cause: RecordId) -> Vec<RecordId> {
    let affected = if project.has_role(cause, "anomaly") { project.linked(cause, "affects") } else { Vec::new() };
    if affected.is_empty() { vec![cause] } else { affected }
}

/// Whether a record stands for software; an interface between two components does not.
fn is_software(project: &Project, record: RecordId) -> bool {
    if project.has_role(record, "interface") {
        let ends = ends(project, record);
        return ends.is_empty() || ends.into_iter().any(|end| !project.has_role(end, "component"));
    }
    ["system", "item", "unit", "soup", "anomaly"].iter().any(|role| project.has_role(record, role))
}

fn ends(project: &Project, interface: RecordId) -> Vec<RecordId> {
    ["from", "to"].iter().flat_map(|end| project.linked(interface, end)).collect()
}

/// The software that a classification is about: parts, SOUP that they use, interfaces that end at them. None where it is about
/// the only system of the project: then it is about all software.
fn scope(project: &Project, subjects: &[RecordId]) -> Option<FxHashSet<RecordId>> {
    let mut systems = project.with_role("system").filter(|s| !project.is_obsolete(*s));
    if let (Some(only), None) = (systems.next(), systems.next())
        && subjects.contains(&only)
    {
        return None;
    }
    let (mut open, mut seen) = (subjects.to_vec(), FxHashSet::default());
    while let Some(record) = open.pop() {
        if !seen.insert(record) || project.has_role(record, "interface") {
            continue;
        }
        let links =
            if project.has_role(record, "soup") { &["depends_on", "outgoing", "incoming"][..] } else { &["has_part", "uses", "outgoing", "incoming"] };
        open.extend(links.iter().flat_map(|link| project.linked(record, link)).filter(|r| is_software(project, *r)));
    }
    Some(seen)
}

/// How many wholes are looked at above a part.
const DEEPEST: usize = 100;

/// Which records are outweighed below the subjects of a classification: measures outside the software are shown for each way up.
struct Outweighed<'a> {
    project: &'a Project,
    subjects: &'a [RecordId],
    /// What measures outside the software are shown for.
    outside: &'a FxHashSet<RecordId>,
    /// What was looked up. A circle leads nowhere, so what is being looked up is not outweighed.
    known: RefCell<FxHashMap<RecordId, bool>>,
}

impl Outweighed<'_> {
    fn is(&self, record: RecordId, depth: usize) -> bool {
        if self.subjects.contains(&record) {
            return false;
        }
        if let Some(known) = self.known.borrow().get(&record) {
            return *known;
        }
        // A chain as long as this is none that anybody could follow.
        if depth > DEEPEST {
            return false;
        }
        self.known.borrow_mut().insert(record, false);
        let users = ["part_of", "used_by"].iter().flat_map(|link| self.project.linked(record, link));
        let wholes: Vec<RecordId> = users.filter(|r| is_software(self.project, *r)).collect();
        let is = self.outside.contains(&record) || !wholes.is_empty() && wholes.into_iter().all(|whole| self.is(whole, depth + 1));
        self.known.borrow_mut().insert(record, is);
        is
    }
}
