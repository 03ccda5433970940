//! What stands where in the files of records: which places are links, prose, or something that a renaming leaves alone.

use rustc_hash::FxHashMap;

use crate::model::{Entry, Project, Value};
use crate::schema::FieldType;
use crate::source::{FileId, Span};

/// What a value is, for a renaming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The record's own id.
    Id,
    /// A link to it.
    Link,
    /// A link to another record.
    Other,
    /// Text.
    Prose,
    /// One of the things that are left alone.
    Kept(&'static str),
}

/// The values of all records by file, each by its first byte.
pub(super) struct Leaves {
    files: FxHashMap<FileId, Vec<(Span, What)>>,
}

impl Leaves {
    /// The values of a project, seen by a record's id.
    pub(super) fn of(project: &Project, id: &str) -> Self {
        let mut all = Vec::new();
        for (number, record) in project.iter() {
            all.push((record.span, What::Id));
            let kind = project.kind(number);
            for (index, entry) in &record.fields {
                let field = &kind.fields[*index as usize];
                leaves(id, &field.name, &field.ty, entry, &mut all);
            }
        }
        for link in &project.graph.written {
            let to = link.target.split('#').next();
            all.push((link.span, if link.target == id || to == Some(id) { What::Link } else { What::Other }));
        }
        all.sort_by_key(|(span, _)| *span);
        let mut files: FxHashMap<FileId, Vec<(Span, What)>> = FxHashMap::default();
        for leaf in all {
            files.entry(leaf.0.file).or_default().push(leaf);
        }
        Self { files }
    }

    /// The value that a byte of a file belongs to.
    pub(super) fn at(&self, file: FileId, byte: usize) -> Option<(Span, What)> {
        let leaves = self.files.get(&file)?;
        let after = leaves.partition_point(|(span, _)| span.start as usize <= byte);
        leaves[..after].last().copied().filter(|(span, _)| (span.end as usize) > byte)
    }
}

fn leaves(id: &str, name: &str, ty: &FieldType, entry: &Entry, all: &mut Vec<(Span, What)>) {
    match (&entry.value, ty) {
        (Value::List(items), FieldType::List(inner)) => items.iter().for_each(|i| leaves(id, name, inner, i, all)),
        (Value::List(items), ty) => items.iter().for_each(|i| leaves(id, name, ty, i, all)),
        (Value::Group(values), FieldType::Group(fields)) => {
            for (key, value) in values {
                let Some(field) = fields.iter().find(|f| f.name == *key) else { continue };
                // The short name of an entry, which links name behind a `#`.
                if key == "id" {
                    all.push((value.span, What::Other));
                } else {
                    leaves(id, key, &field.ty, value, all);
                }
            }
        }
        (Value::Record { id: target, .. }, _) => all.push((entry.span, if target == id { What::Link } else { What::Other })),
        (value, ty) => all.push((entry.span, what(id, name, ty, value))),
    }
}

fn what(id: &str, name: &str, ty: &FieldType, value: &Value) -> What {
    match ty {
        FieldType::Person if value.text() == Some(id) => What::Link,
        _ if name == "automated" => What::Kept("a name of test cases"),
        FieldType::Path => What::Kept("a path"),
        FieldType::Url => What::Kept("an address"),
        FieldType::Text | FieldType::Markdown | FieldType::Person | FieldType::Clause => What::Prose,
        _ => What::Kept("no text"),
    }
}
