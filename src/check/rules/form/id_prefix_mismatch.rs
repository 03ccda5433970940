//! `id-prefix-mismatch`: An id that does not begin with the usual prefix of its kind, although it begins with that of another.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "id-prefix-mismatch",
        severity: Severity::Note,
        clauses: &["8.1.1"],
        finds: "An id that does not begin with the usual prefix of its kind, although it begins with that of another.",
        why: "A reader takes the record for something else than it is.",
        resolve: "rename the record, or set the kind's `prefix` in the project's schema",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let schema = &cx.project.schema;
    for (record, data) in cx.project.iter() {
        let own = schema.kind(data.kind);
        if !own.is_prefix_of(&data.id)
            && let Some(other) = schema.kinds.iter().find(|kind| kind.is_prefix_of(&data.id))
        {
            let words = format!("`{}` is {} and is named like {}", data.id, schema.words_of(own), schema.words_of(other));
            found.about(record, words);
        }
    }
}
