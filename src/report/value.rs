//! What stands in a field, as every output says it: one neutral tree, of which outputs decide no more than the layout.

use jiff::civil::Date;

use super::Context;
use super::word::word;
use crate::model::{Entry, Prose, RecordId, Value as Written, yes_no};
use crate::schema::{Field, FieldType};
use crate::source::join_inside;

/// A value that is shown.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// Words: a text as written, or what a word of an enumeration is called.
    Text(String),
    /// What is shown letter by letter: a version, a package URL, a hash.
    Code(&'a str),
    /// A path, with that of the evidence file that it names, where it names one.
    Path(&'a str, Option<String>),
    /// An address on the web.
    Url(&'a str),
    /// `true` or `false`.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// A record at the end of a link.
    Record(RecordId),
    /// A person who is on record.
    Person(RecordId),
    /// An id that no record has.
    Unknown(&'a str),
    /// Markdown.
    Prose(&'a Prose),
    /// Several, one after the other.
    List(Vec<Value<'a>>),
    /// Several groups of the same fields: a column for each field that one of them uses.
    Table(Vec<&'a Field>, Vec<Vec<Option<Value<'a>>>>),
    /// Named values, in the order of the schema.
    Group(Vec<(&'a Field, Value<'a>)>),
    /// Who, when, where it is filed: needs no names.
    Stamp(Vec<(&'a Field, Value<'a>)>),
}

/// What stands in a field of a record, by its place in the kind; none if nothing does.
pub fn value_of<'a>(cx: Context<'a>, record: RecordId, index: u16) -> Option<Value<'a>> {
    let declared = &cx.project.kind(record).fields[usize::from(index)];
    cx.project.record(record).field(index).map(|entry| value(cx, &declared.ty, entry))
}

fn value<'a>(cx: Context<'a>, ty: &'a FieldType, entry: &'a Entry) -> Value<'a> {
    match &entry.value {
        Written::Text(text) => scalar(cx, ty, entry, text),
        Written::Word(text) => Value::Text(word(cx.project, ty, text)),
        Written::Date(date) => Value::Date(*date),
        Written::Record { target: Some(record), .. } => Value::Record(*record),
        Written::Record { id, target: None } => Value::Unknown(id),
        Written::Prose(prose) => Value::Prose(prose),
        Written::List(items) => list(cx, ty, items),
        Written::Group(entries) => group(cx, ty, entries),
    }
}

fn scalar<'a>(cx: Context<'a>, ty: &FieldType, entry: &Entry, text: &'a str) -> Value<'a> {
    let own = || Value::Text(text.to_owned());
    match ty {
        FieldType::Person => cx.project.by_id(text).map_or_else(own, Value::Person),
        FieldType::Boolean => yes_no(Some(entry)).word().map_or_else(own, Value::YesNo),
        FieldType::Path => {
            let path = join_inside("", text.trim());
            let known = |path: &String| cx.project.evidence.files.binary_search_by(|f| f.path.as_str().cmp(path)).is_ok();
            Value::Path(text, path.filter(known))
        }
        FieldType::Version | FieldType::Purl | FieldType::Hash => Value::Code(text),
        FieldType::Url if text.starts_with("https://") || text.starts_with("http://") => Value::Url(text),
        FieldType::Url
        | FieldType::Text
        | FieldType::Markdown
        | FieldType::Enum { .. }
        | FieldType::Integer
        | FieldType::Number
        | FieldType::Date
        | FieldType::Clause
        | FieldType::Scale(_)
        | FieldType::Link { .. }
        | FieldType::List(_)
        | FieldType::Group(_) => own(),
    }
}

fn list<'a>(cx: Context<'a>, ty: &'a FieldType, items: &'a [Entry]) -> Value<'a> {
    let inner = if let FieldType::List(inner) = ty { inner } else { ty };
    let named = |item: &Entry| matches!(&item.value, Written::Group(entries) if !is_text(entries));
    if let FieldType::Group(declared) = inner
        && !items.is_empty()
        && items.iter().all(named)
    {
        let used: Vec<&Field> = declared.iter().filter(|f| items.iter().any(|i| i.value.get(&f.name).is_some())).collect();
        let row = |item: &'a Entry| used.iter().map(|f| item.value.get(&f.name).map(|e| value(cx, &f.ty, e))).collect();
        let rows = items.iter().map(row).collect();
        return Value::Table(used, rows);
    }
    Value::List(items.iter().map(|item| value(cx, inner, item)).collect())
}

fn group<'a>(cx: Context<'a>, ty: &'a FieldType, entries: &'a [(String, Entry)]) -> Value<'a> {
    let FieldType::Group(declared) = ty else { return Value::Text(String::new()) };
    let of = |name: &str| declared.iter().find(|f| f.name == name);
    let mut values: Vec<(&Field, Value)> = entries.iter().filter_map(|(name, e)| Some((of(name)?, value(cx, &of(name)?.ty, e)))).collect();
    if is_text(entries)
        && let Some((_, text)) = values.pop()
    {
        return text;
    }
    let stamp = values.iter().all(|(field, _)| is_stamp(&field.name));
    if stamp { Value::Stamp(values) } else { Value::Group(values) }
}

/// Whether a field says who, when or where it is filed: such a value is shown without the name of its field.
pub fn is_stamp(name: &str) -> bool {
    matches!(name, "by" | "on" | "ref")
}

/// Whether a group is written as plain text.
fn is_text(entries: &[(String, Entry)]) -> bool {
    matches!(entries, [(name, _)] if name == "text")
}
