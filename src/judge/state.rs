//! Which states of the software belong to the version under view: configuration items of that version, the baselines that hold
//! one, and the baselines that those hold in turn, but for those of an earlier version.

use rustc_hash::FxHashSet;

use crate::model::{Project, RecordId, says_something};
use crate::version::same_but_for_build;

/// The baselines and configuration items that are states of the version under view; none without such a version.
pub(super) fn in_view(project: &Project) -> FxHashSet<RecordId> {
    let Some(viewed) = project.config.release.version.as_deref().map(str::trim) else { return FxHashSet::default() };
    let is_of_version = |item: &RecordId| project.text(*item, "version").is_some_and(|version| same_but_for_build(version.trim(), viewed));
    let items: Vec<RecordId> = project.with_role("configuration_item").filter(|item| !project.is_obsolete(*item) && is_of_version(item)).collect();
    let holding = reached(items.clone(), |state| {
        let outer = project.linked(state, "contained_in").into_iter();
        outer.filter(|r| project.has_role(*r, "baseline") || project.has_role(*r, "configuration_item")).collect()
    });
    let mut holding: Vec<RecordId> = holding.into_iter().collect();
    holding.sort_unstable();
    let others: Vec<RecordId> = project.with_role("configuration_item").filter(|item| !is_of_version(item)).collect();
    let superseded: FxHashSet<RecordId> =
        others.into_iter().filter(|other| items.iter().any(|item| is_same_but_for_version(project, *other, *item))).collect();
    let is_earlier = |state: &RecordId| contents(project, *state).iter().any(|held| superseded.contains(held));
    reached(holding, |state| {
        let inner = project.linked(state, "contains").into_iter().filter(|r| project.has_role(*r, "baseline"));
        inner.filter(|state| superseded.is_empty() || !is_earlier(state)).collect()
    })
}

/// Whether two configuration items are states of one thing: they have the same title or lie at the same place, or hold the same.
fn is_same_but_for_version(project: &Project, one: RecordId, other: RecordId) -> bool {
    let says_same = |field: &str| project.text(one, field).is_some_and(|said| says_something(said) && project.text(other, field) == Some(said));
    let held = project.linked(other, "contains");
    says_same("title") || says_same("location") || project.linked(one, "contains").iter().any(|r| held.contains(r))
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
