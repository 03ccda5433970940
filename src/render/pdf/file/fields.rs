//! What stands in a field: stamps in one line, groups line by line, lists of groups as tables.

use super::tables;
use crate::model::body::{Alignment, Block, Body, Inline};
use crate::model::{Entry, RecordId, Value as Written};
use crate::render::Context;
use crate::render::pdf::document::{Field, Prose, Target, Value};
use crate::report;
use crate::schema::{Field as Declared, FieldType};

/// A text that stands inside a record.
pub(super) fn plain_prose(body: Body, base_level: u8) -> Prose {
    Prose { body, base_level, folder: String::new(), live: Vec::new() }
}

/// What stands in a field of a record.
pub(super) fn field_value(cx: &Context, record: RecordId, index: u16) -> Value {
    let data = cx.project.record(record);
    let declared = &cx.project.schema.kind(data.kind).fields[index as usize];
    data.field(index).map_or_else(Value::default, |e| value(cx, &declared.ty, e))
}

/// What stands in a field of this type.
pub(super) fn value(cx: &Context, ty: &FieldType, entry: &Entry) -> Value {
    match &entry.value {
        Written::Text(text) => match (ty, cx.project.by_id(text)) {
            (FieldType::Person, Some(_)) => prose(vec![Block::Plain { inlines: person(cx, text) }]),
            _ => Value::Text(scalar(cx, ty, text)),
        },
        Written::Word(word) => Value::Text(report::word(cx.project, ty, word)),
        Written::Date(date) => Value::Text(date.to_string()),
        Written::Record { target: Some(record), .. } => Value::Ids(vec![tables::target(cx, *record)]),
        Written::Record { id, .. } => Value::Ids(vec![Target { id: id.clone(), title: String::new(), known: false }]),
        Written::Prose(text) => Value::Prose(plain_prose(text.body.clone(), 4)),
        Written::List(items) => list(cx, ty, items),
        Written::Group(fields) => group(cx, ty, fields),
    }
}

fn list(cx: &Context, ty: &FieldType, items: &[Entry]) -> Value {
    let inner = if let FieldType::List(inner) = ty { inner } else { ty };
    if let FieldType::Group(declared) = inner
        && items.len() > 1
        && let Some(table) = table(cx, declared, items)
    {
        return prose(vec![table]);
    }
    if items.iter().all(|i| matches!(&i.value, Written::Record { target: Some(_), .. })) {
        let targets = items.iter().filter_map(|i| if let Written::Record { target, .. } = &i.value { *target } else { None });
        return Value::Ids(targets.map(|t| tables::target(cx, t)).collect());
    }
    Value::List(items.iter().map(|i| value(cx, inner, i)).collect())
}

fn group(cx: &Context, ty: &FieldType, fields: &[(String, Entry)]) -> Value {
    let FieldType::Group(declared) = ty else { return Value::default() };
    let of = |name: &str| declared.iter().find(|f| f.name == name);
    if let [(name, only)] = fields
        && name == "text"
    {
        return value(cx, of(name).map_or(&FieldType::Text, |f| &f.ty), only);
    }
    let lines = fields.iter().map(|(name, entry)| Some((of(name)?, inlines(cx, &of(name)?.ty, entry)?)));
    if let Some(lines) = lines.collect::<Option<Vec<_>>>() {
        if lines.iter().all(|(field, _)| is_stamp(field)) {
            let parts: Vec<Vec<Inline>> = lines.into_iter().map(|(_, value)| value).collect();
            return prose(vec![Block::Plain { inlines: joined(parts, ", ") }]);
        }
        let line = |(field, value): (&Declared, Vec<Inline>)| {
            let name = Inline::Emphasis { inlines: vec![text(format!("{}: ", field.label))] };
            Block::Paragraph { inlines: std::iter::once(name).chain(value).collect() }
        };
        return prose(lines.into_iter().map(line).collect());
    }
    let named = fields.iter().filter_map(|(name, entry)| {
        let field = of(name)?;
        Some(Field { label: field.label.clone(), value: value(cx, &field.ty, entry) })
    });
    Value::Groups(named.collect())
}

/// Who, when, where it is filed: needs no names.
fn is_stamp(field: &Declared) -> bool {
    matches!(field.name.as_str(), "by" | "on" | "ref")
}

/// A table of groups, a column for each field that is used; none where a cell would hold more than lines of text.
fn table(cx: &Context, declared: &[Declared], items: &[Entry]) -> Option<Block> {
    if items.iter().any(|i| !matches!(i.value, Written::Group(_))) {
        return None;
    }
    let used: Vec<&Declared> = declared.iter().filter(|f| items.iter().any(|i| i.value.get(&f.name).is_some())).collect();
    let cell = |item: &Entry, field: &Declared| item.value.get(&field.name).map_or(Some(Vec::new()), |e| inlines(cx, &field.ty, e));
    let row = |item: &Entry| used.iter().map(|f| cell(item, f)).collect::<Option<Vec<_>>>();
    Some(Block::Table {
        alignments: vec![Alignment::None; used.len()],
        head: used.iter().map(|f| vec![text(f.label.clone())]).collect(),
        rows: items.iter().map(row).collect::<Option<_>>()?,
    })
}

/// A value amid a line; none for what needs blocks of its own.
fn inlines(cx: &Context, ty: &FieldType, entry: &Entry) -> Option<Vec<Inline>> {
    Some(match &entry.value {
        Written::Text(words) if matches!(ty, FieldType::Person) && cx.project.by_id(words).is_some() => person(cx, words),
        Written::Text(words) => vec![text(scalar(cx, ty, words))],
        Written::Word(word) => vec![text(report::word(cx.project, ty, word))],
        Written::Date(date) => vec![text(date.to_string())],
        Written::Record { id, target } => vec![link(id, target.is_some())],
        Written::Prose(prose) => {
            let lines = prose.body.blocks.iter().map(|block| match block {
                Block::Paragraph { inlines } | Block::Plain { inlines } => Some(inlines.clone()),
                _ => None,
            });
            broken(lines.collect::<Option<Vec<_>>>()?)
        }
        Written::List(items) => {
            let inner = if let FieldType::List(inner) = ty { inner } else { ty };
            joined(items.iter().map(|i| inlines(cx, inner, i)).collect::<Option<Vec<_>>>()?, ", ")
        }
        Written::Group(fields) => {
            let FieldType::Group(declared) = ty else { return None };
            let of = |name: &str| declared.iter().find(|f| f.name == name);
            joined(fields.iter().map(|(name, e)| inlines(cx, &of(name)?.ty, e)).collect::<Option<Vec<_>>>()?, ", ")
        }
    })
}

fn scalar(cx: &Context, ty: &FieldType, words: &str) -> String {
    match (ty, words) {
        (FieldType::Boolean, "true") => cx.theme.labels.get("yes").to_owned(),
        (FieldType::Boolean, "false") => cx.theme.labels.get("no").to_owned(),
        _ => words.to_owned(),
    }
}

/// A person by id and name.
fn person(cx: &Context, id: &str) -> Vec<Inline> {
    let title = cx.project.by_id(id).map_or("", |r| cx.project.record(r).title.as_str());
    vec![link(id, true), text(format!(" {title}"))]
}

fn link(id: &str, known: bool) -> Inline {
    Inline::Record { id: id.to_owned(), text: None, known, span: crate::source::Span::default() }
}

fn text(text: String) -> Inline {
    Inline::Text { text }
}

fn joined(parts: Vec<Vec<Inline>>, with: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            out.push(text(with.to_owned()));
        }
        out.extend(part);
    }
    out
}

fn broken(lines: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for (number, line) in lines.into_iter().enumerate() {
        if number > 0 {
            out.push(Inline::HardBreak);
        }
        out.extend(line);
    }
    out
}

fn prose(blocks: Vec<Block>) -> Value {
    Value::Prose(plain_prose(Body { blocks }, 4))
}
