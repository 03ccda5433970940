//! Which states of the software belong to the version under view: configuration items of that version, the baselines that hold
//! one, and what those hold in turn.

use rustc_hash::FxHashSet;

use crate::model::{Project, RecordId};

/// How deep baselines may hold each other.
const DEPTH: usize = 20;

/// Whether a baseline or configuration item is a state of the version under view: it is of that version, holds something that is, or
/// is held by such a baseline.
pub fn is_in_view(project: &Project, state: RecordId) -> bool {
    let Some(viewed) = project.config.release.version.as_deref().map(str::trim) else { return false };
    holds_version(project, state, viewed, DEPTH) || is_held(project, state, viewed, DEPTH)
}

/// Whether it is of a version, or holds a configuration item that is.
fn holds_version(project: &Project, state: RecordId, version: &str, depth: usize) -> bool {
    if project.is_obsolete(state) || depth == 0 {
        return false;
    }
    let is = project.has_role(state, "configuration_item") && project.text(state, "version").map(str::trim) == Some(version);
    let inner = || project.linked(state, "contains").into_iter().filter(|r| is_state(project, *r));
    is || inner().any(|inner| holds_version(project, inner, version, depth - 1))
}

/// Whether a baseline of a version holds it.
fn is_held(project: &Project, state: RecordId, version: &str, depth: usize) -> bool {
    let outer = || project.linked(state, "contained_in").into_iter().filter(|r| is_state(project, *r));
    project.has_role(state, "baseline")
        && depth > 0
        && outer().any(|outer| holds_version(project, outer, version, DEPTH) || is_held(project, outer, version, depth - 1))
}

/// What a baseline or configuration item holds, also by way of others and of the parts of what it holds.
pub(super) fn contents(project: &Project, state: RecordId) -> FxHashSet<RecordId> {
    let mut found = FxHashSet::default();
    let mut open = vec![state];
    while let Some(record) = open.pop() {
        if found.insert(record) {
            open.extend(project.linked(record, "contains"));
            open.extend(project.linked(record, "has_part"));
        }
    }
    found
}

fn is_state(project: &Project, record: RecordId) -> bool {
    project.has_role(record, "baseline") || project.has_role(record, "configuration_item")
}
