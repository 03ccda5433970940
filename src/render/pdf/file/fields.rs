//! What stands in a field: stamps in one line, groups line by line, lists of groups as tables.

use super::tables;
use crate::diag::{Piece, pieces};
use crate::model::RecordId;
use crate::model::body::{Alignment, Block, Body, Inline};
use crate::render::pdf::document::{Field, Prose, Target, Value};
use crate::render::{Publication, data};
use crate::report::{self, Value as Shown};
use crate::schema::Field as Declared;

/// A text that stands inside a record.
pub(super) fn plain_prose(body: Body, base_level: u8) -> Prose {
    Prose { body, base_level, folder: String::new(), tables: std::collections::BTreeMap::new() }
}

/// What stands in a field of a record.
pub(super) fn field_value(cx: &Publication, record: RecordId, index: u16) -> Value {
    report::value_of(cx.report(), record, index).map_or_else(Value::default, |shown| value(cx, &shown))
}

fn value(cx: &Publication, shown: &Shown) -> Value {
    match shown {
        Shown::Text(_) | Shown::Code(_) | Shown::Path(..) | Shown::Url(_) | Shown::YesNo(_) | Shown::Date(_) => Value::Text(words(cx, shown)),
        Shown::Person(person) => prose(vec![Block::Plain { inlines: self::person(cx, *person) }]),
        Shown::Record(record) => Value::Ids(vec![tables::target(cx, *record)]),
        Shown::Unknown(id) => Value::Ids(vec![Target { id: (*id).to_owned(), title: String::new(), known: false }]),
        Shown::Prose(text) => Value::Prose(plain_prose(text.body.clone(), 4)),
        Shown::List(values) => {
            let records = values.iter().map(|one| if let Shown::Record(record) = one { Some(*record) } else { None });
            match records.collect::<Option<Vec<_>>>() {
                Some(records) => Value::Ids(records.into_iter().map(|r| tables::target(cx, r)).collect()),
                None => Value::List(values.iter().map(|one| value(cx, one)).collect()),
            }
        }
        Shown::Table(fields, rows) => table(cx, fields, rows),
        Shown::Group(values) => group(cx, values),
        Shown::Stamp(values) => match values.iter().map(|(_, one)| inlines(cx, one)).collect::<Option<Vec<_>>>() {
            Some(parts) => prose(vec![Block::Plain { inlines: joined(parts, ", ") }]),
            None => Value::Groups(values.iter().map(|(field, one)| named(cx, field, one)).collect()),
        },
    }
}

/// A value of one line as text.
fn words(cx: &Publication, shown: &Shown) -> String {
    data::line(cx, shown)
}

fn named(cx: &Publication, field: &Declared, shown: &Shown) -> Field {
    Field { label: field.label.clone(), value: value(cx, shown) }
}

/// Name and value, a line each; where a value needs blocks of its own, each below its name.
fn group(cx: &Publication, values: &[(&Declared, Shown)]) -> Value {
    let lines = values.iter().map(|(field, one)| Some((*field, inlines(cx, one)?))).collect::<Option<Vec<_>>>();
    let Some(lines) = lines else { return Value::Groups(values.iter().map(|(field, one)| named(cx, field, one)).collect()) };
    let line = |(field, value): (&Declared, Vec<Inline>)| {
        let name = Inline::Emphasis { inlines: vec![text(format!("{}: ", field.label))] };
        Block::Paragraph { inlines: std::iter::once(name).chain(value).collect() }
    };
    prose(lines.into_iter().map(line).collect())
}

/// A table of groups; one group alone, and groups of which a cell would hold more than lines of text, are told one by one.
fn table(cx: &Publication, fields: &[&Declared], rows: &[Vec<Option<Shown>>]) -> Value {
    let cell = |cell: &Option<Shown>| cell.as_ref().map_or(Some(Vec::new()), |shown| inlines(cx, shown));
    let lines = rows.iter().map(|row| row.iter().map(cell).collect::<Option<Vec<_>>>()).collect::<Option<Vec<_>>>();
    if let Some(lines) = lines.filter(|_| rows.len() > 1) {
        let head = fields.iter().map(|f| vec![text(f.label.clone())]).collect();
        return prose(vec![Block::Table { alignments: vec![Alignment::None; fields.len()], head, rows: lines }]);
    }
    let one = |row: &Vec<Option<Shown>>| {
        let values: Vec<(&Declared, Shown)> = fields.iter().zip(row).filter_map(|(field, shown)| Some((*field, shown.clone()?))).collect();
        if values.iter().all(|(field, _)| report::is_stamp(&field.name)) { value(cx, &Shown::Stamp(values)) } else { group(cx, &values) }
    };
    Value::List(rows.iter().map(one).collect())
}

/// A value amid a line; none for what needs blocks of its own.
fn inlines(cx: &Publication, shown: &Shown) -> Option<Vec<Inline>> {
    Some(match shown {
        Shown::Text(_) | Shown::Code(_) | Shown::Path(..) | Shown::Url(_) | Shown::YesNo(_) | Shown::Date(_) => vec![text(words(cx, shown))],
        Shown::Person(person) => self::person(cx, *person),
        Shown::Record(record) => vec![link(&cx.project.record(*record).id, true)],
        Shown::Unknown(id) => vec![link(id, false)],
        Shown::Prose(prose) => {
            let lines = prose.body.blocks.iter().map(|block| match block {
                Block::Paragraph { inlines } | Block::Plain { inlines } => Some(inlines.clone()),
                _ => None,
            });
            broken(lines.collect::<Option<Vec<_>>>()?)
        }
        Shown::List(values) => joined(values.iter().map(|one| inlines(cx, one)).collect::<Option<Vec<_>>>()?, ", "),
        Shown::Group(values) | Shown::Stamp(values) => joined(values.iter().map(|(_, one)| inlines(cx, one)).collect::<Option<Vec<_>>>()?, ", "),
        Shown::Table(_, rows) => {
            let row = |row: &Vec<Option<Shown>>| Some(joined(row.iter().flatten().map(|one| inlines(cx, one)).collect::<Option<Vec<_>>>()?, ", "));
            joined(rows.iter().map(row).collect::<Option<Vec<_>>>()?, ", ")
        }
    })
}

/// A person by id and name.
fn person(cx: &Publication, person: RecordId) -> Vec<Inline> {
    let record = cx.project.record(person);
    vec![link(&record.id, true), text(format!(" {}", record.title))]
}

fn link(id: &str, known: bool) -> Inline {
    Inline::Record { id: id.to_owned(), text: None, known, span: crate::source::Span::default() }
}

/// A sentence with what stands between backquotes as code.
pub(super) fn coded(sentence: &str) -> Vec<Inline> {
    let inline = |piece| match piece {
        Piece::Words(words) => text(words.to_owned()),
        Piece::Code(code) => Inline::Code { text: code.to_owned() },
    };
    pieces(sentence).map(inline).collect()
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
