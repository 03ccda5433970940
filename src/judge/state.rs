//! Which states of the software belong to the version under view: configuration items of that version, the baselines that hold
//! one, and the baselines that those hold in turn.

use rustc_hash::FxHashSet;

use crate::model::{Project, RecordId};
use crate::version::same_but_for_build;

/// The baselines and configuration items that are states of the version under view; none without such a version.
pub(super) fn in_view(project: &Project) -> FxHashSet<RecordId> {
    let Some(viewed) = project.config.release.version.as_deref().map(str::trim) else { return FxHashSet::default() };
    let is_of_version = |item: &RecordId| project.text(*item, "version").is_some_and(|version| same_but_for_build(version.trim(), viewed));
    let items = project.with_role("configuration_item").filter(|item| !project.is_obsolete(*item) && is_of_version(item)).collect();
    let holding = reached(items, |state| {
        let outer = project.linked(state, "contained_in").into_iter();
        outer.filter(|r| project.has_role(*r, "baseline") || project.has_role(*r, "configuration_item")).collect()
    });
    let mut holding: Vec<RecordId> = holding.into_iter().collect();
    holding.sort_unstable();
    reached(holding, |state| project.linked(state, "contains").into_iter().filter(|r| project.has_role(*r, "baseline")).collect())
}

/// What a baseline or configuration item holds, also by way of others and of the parts of what it holds.
pub(super) fn contents(project: &Project, state: RecordId) -> FxHashSet<RecordId> {
    reached(vec![state], |record| [project.linked(record, "contains"), project.linked(record, "has_part")].concat())
}

/// All that steps lead to from some records, these among them. A circle ends where it began.
fn reached(from: Vec<RecordId>, step: impl Fn(RecordId) -> Vec<RecordId>) -> FxHashSet<RecordId> {
    let (mut found, mut open) = (FxHashSet::default(), from);
    while let Some(record) = open.pop() {
        if found.insert(record) {
            open.extend(step(record));
        }
    }
    found
}
