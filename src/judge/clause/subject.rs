//! The subjects that clauses are judged for, by scope.

use super::reach::Systems;
use crate::judge::class::Classes;
use crate::model::{Choice, Entry, Project, RecordId, SegregationPurpose, Words};
use crate::schema::Scope;

/// What clauses of a scope are judged for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The scope.
    pub(super) scope: Scope,
    /// The record; none for the organisation, or when the project has no system.
    pub(super) record: Option<RecordId>,
    /// The system that it belongs to, by its place among the systems.
    pub(super) system: Option<usize>,
    /// Its class, as a rank.
    pub(super) class: usize,
    /// The highest class of its parts, as a rank.
    pub(super) highest_part: usize,
    /// Whether its class is assumed.
    pub(super) assumed: bool,
    /// Whether it stands in for subjects that are not there.
    pub(super) stands_in: bool,
}

impl Subject {
    /// Whether it is one part among others, which is there.
    pub(super) fn is_part(&self) -> bool {
        self.scope.is_of_parts() && !self.stands_in
    }
}

/// All subjects: the organisation, then those of each scope in the order of their systems and records.
pub(super) fn subjects(project: &Project, classes: &Classes, systems: &Systems) -> Vec<Subject> {
    let highest = project.schema.scale("safety_class").map_or(0, |s| s.levels.len().saturating_sub(1));
    let class = |record: RecordId| classes.class(record).map_or((highest, true), |c| (c.rank, c.assumed));
    let subject = |scope, record, system, (class, assumed)| Subject { scope, record, system, class, highest_part: class, assumed, stands_in: false };
    let mut whole: Vec<Subject> = systems
        .list
        .iter()
        .enumerate()
        .map(|(place, system)| {
            let parts = systems.parts[place].iter().map(|p| class(*p).0).max();
            let own = subject(Scope::System, Some(*system), Some(place), class(*system));
            Subject { highest_part: parts.unwrap_or(own.class), ..own }
        })
        .collect();
    if whole.is_empty() {
        whole.push(Subject { stands_in: true, ..subject(Scope::System, None, None, (highest, true)) });
    }
    let mut all = vec![subject(Scope::Organisation, None, None, (classes.file, whole.iter().all(|s| s.assumed)))];
    for scope in Scope::ALL {
        match scope {
            Scope::Organisation => {}
            Scope::System | Scope::Release | Scope::Legacy => all.extend(whole.iter().map(|s| Subject { scope, ..s.clone() })),
            Scope::IntegrationGroup => all.extend(whole.iter().map(|s| group(project, systems, s, &class))),
            Scope::Item | Scope::Unit | Scope::Soup | Scope::Boundary => {
                let is = |record: &RecordId| match scope {
                    Scope::Boundary => (project.has_role(*record, "item") || project.has_role(*record, "unit")) && keeps_apart(project, *record),
                    _ => project.has_role(*record, scope.word()),
                };
                let of_scope: Vec<RecordId> = project.iter().map(|(r, _)| r).filter(|r| !project.is_obsolete(*r) && is(r)).collect();
                let own = |record: &RecordId| if scope == Scope::Boundary { border(project, *record, &class) } else { class(*record) };
                all.extend(of_scope.iter().map(|r| subject(scope, Some(*r), systems.of_record(*r, project), own(r))));
                let lacks = |s: &&Subject| !of_scope.iter().any(|r| systems.of_record(*r, project).is_none_or(|place| Some(place) == s.system));
                all.extend(whole.iter().filter(lacks).map(|s| Subject { scope, stands_in: true, ..s.clone() }));
            }
        }
    }
    all
}

/// The parts of a system taken together: the highest class among them (IEC 62304 4.3 f).
fn group(project: &Project, systems: &Systems, system: &Subject, class: &impl Fn(RecordId) -> (usize, bool)) -> Subject {
    let parts = system.system.map(|place| systems.parts[place].as_slice()).unwrap_or_default();
    let inside = parts.iter().filter(|p| !project.has_role(**p, "system")).map(|p| class(*p));
    let highest = inside.max_by_key(|(rank, assumed)| (*rank, !assumed));
    let (class, assumed) = highest.unwrap_or((system.class, system.assumed));
    Subject { scope: Scope::IntegrationGroup, class, highest_part: class, assumed, stands_in: highest.is_none(), ..system.clone() }
}

/// Whether a part is kept apart from others for the sake of a risk control.
pub(super) fn keeps_apart(project: &Project, part: RecordId) -> bool {
    project.field(part, "segregation").map(Entry::items).unwrap_or_default().iter().any(for_control)
}

/// Whether an entry of `segregation` is there for a risk control: it says so, names one, or does not say what it is there for.
pub(super) fn for_control(entry: &Entry) -> bool {
    SegregationPurpose::of(entry.value.get("purpose")) != Choice::Word(SegregationPurpose::Classification) || entry.value.get("control").is_some()
}

/// The highest class on the borders of a part: its own, and those of what it is kept apart from and of what it is part of.
fn border(project: &Project, part: RecordId, class: &impl Fn(RecordId) -> (usize, bool)) -> (usize, bool) {
    let entries = project.field(part, "segregation").map(Entry::items).unwrap_or_default();
    let named = entries.iter().filter_map(|e| e.value.get("from")).flat_map(Entry::items).filter_map(|e| e.value.text());
    let others = named.filter_map(|id| project.by_id(id)).chain(project.linked(part, "part_of"));
    let rated = others.filter(|r| ["system", "item", "unit", "soup"].iter().any(|role| project.has_role(*r, role)));
    rated.map(class).chain([class(part)]).max_by_key(|(rank, assumed)| (*rank, !assumed)).unwrap_or((0, true))
}
