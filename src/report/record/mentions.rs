//! Which records mention which: in a field that is no link, or in a text.

use crate::model::body::{Inline, Node, walk};
use crate::model::{Entry, Project, RecordId, Value};

/// For each record, those that mention it and are not linked with it, sorted.
pub(in crate::report) fn all(project: &Project) -> Vec<Vec<RecordId>> {
    let mut mentions: Vec<Vec<RecordId>> = vec![Vec::new(); project.records.len()];
    for (record, data) in project.iter() {
        data.fields.iter().for_each(|(_, entry)| named(project, entry, &mut |other| mentions[other.index()].push(record)));
    }
    for (index, by) in mentions.iter_mut().enumerate() {
        let own = RecordId(index as u32);
        let linked = |other: RecordId| project.graph.outgoing(own).any(|e| e.to == other) || project.graph.incoming(own).any(|e| e.from == other);
        by.dedup();
        by.retain(|other| *other != own && !linked(*other));
    }
    mentions
}

fn named(project: &Project, entry: &Entry, see: &mut impl FnMut(RecordId)) {
    match &entry.value {
        Value::Record { target, .. } => target.iter().for_each(|record| see(*record)),
        Value::List(items) => items.iter().for_each(|item| named(project, item, see)),
        Value::Group(entries) => entries.iter().for_each(|(_, entry)| named(project, entry, see)),
        Value::Prose(prose) => walk(&prose.body.blocks, &mut |node| {
            if let Node::Inline(Inline::Record { id, .. }) = node {
                project.by_id(id).into_iter().for_each(&mut *see);
            }
        }),
        Value::Text(_) | Value::Word(_) | Value::Date(_) => {}
    }
}
