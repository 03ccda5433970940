//! Names that nothing has: one wording for all commands.

use crate::diag::{did_you_mean, near_words, nearest};
use crate::model::Project;
use crate::schema::{KindId, Schema};
use crate::source::Fatal;

/// No record has this id.
pub(super) fn record(project: &Project, id: &str) -> Fatal {
    let mut ids: Vec<&str> = project.records.iter().map(|r| r.id.as_str()).collect();
    ids.sort_unstable();
    Fatal { help: near_words(id, nearest(id, ids)), ..Fatal::new(id, "no record has this id") }
}

/// The kind of this name.
///
/// # Errors
/// When there is none.
pub(super) fn kind(schema: &Schema, name: &str) -> Result<KindId, Fatal> {
    schema.kind_named(name).ok_or_else(|| {
        let known: Vec<&str> = schema.kinds.iter().map(|k| k.name.as_str()).collect();
        Fatal::new(name, "no kind of record is called so").help(did_you_mean(name, &known))
    })
}
