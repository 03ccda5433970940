//! `duplicate-link`: the same link twice in one record.

use rustc_hash::FxHashSet;

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId, Value};
use crate::schema::{LinkId, Side};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "duplicate-link",
        severity: Severity::Warning,
        clauses: &[],
        finds: "The same link twice in one record.",
        why: "It counts once; the second one was probably meant to lead elsewhere.",
        resolve: "remove one, or correct it",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let mut seen: FxHashSet<(RecordId, LinkId, Side, &str)> = FxHashSet::default();
    for link in &cx.project.graph.written {
        if !seen.insert((link.record, link.name.link, link.name.side, &link.target)) {
            let name = cx.project.schema.link(link.name.link).name_at(link.name.side);
            found.at(link.record, link.span, format!("`{name}` of `{}` names `{}` twice", cx.id(link.record), link.target));
        }
    }
    for (record, data) in cx.project.iter() {
        let kind = cx.project.schema.kind(data.kind);
        data.fields.iter().for_each(|(index, entry)| in_field(cx, record, &kind.fields[*index as usize].name, entry, found));
    }
}

/// A record that a list in a field names twice.
fn in_field(cx: &Inspection, record: RecordId, name: &str, entry: &Entry, found: &Found) {
    match &entry.value {
        Value::List(items) => {
            let mut seen: FxHashSet<&str> = FxHashSet::default();
            for item in items {
                match &item.value {
                    Value::Record { id, .. } if !seen.insert(id) => {
                        found.at(record, item.span, format!("`{name}` of `{}` names `{id}` twice", cx.id(record)));
                    }
                    _ => in_field(cx, record, name, item, found),
                }
            }
        }
        Value::Group(fields) => fields.iter().for_each(|(inner, e)| in_field(cx, record, &format!("{name}.{inner}"), e, found)),
        _ => {}
    }
}
