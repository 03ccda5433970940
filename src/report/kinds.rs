//! A list of records for each kind that has any.

use super::{Cell, Column, Context, Group, Label, Row, Table};
use crate::model::RecordId;
use crate::schema::{Field, FieldType, KindId};

/// The lists of all kinds with records.
pub(super) fn tables(cx: Context) -> Vec<Table> {
    let schema = &cx.project.schema;
    (0..schema.kinds.len())
        .map(|i| KindId(i as u16))
        .filter(|kind| cx.project.of_kind(*kind).next().is_some())
        .map(|kind| {
            let columns = default_columns(cx, kind);
            let mut table = records(cx, kind, &columns);
            table.key = format!("list-{}", schema.kind(kind).name.replace('_', "-"));
            table
        })
        .collect()
}

/// What a list shows unless somebody says otherwise: id, title, what is judged, what is short and stated somewhere.
fn default_columns(cx: Context, kind: KindId) -> Vec<String> {
    let declared = cx.project.schema.kind(kind);
    let any = |of: &dyn Fn(RecordId) -> bool| cx.project.of_kind(kind).any(of);
    let mut columns = vec!["id".to_owned(), "title".to_owned()];
    if any(&|r| cx.judgement.class(r).is_some()) {
        columns.push("class".to_owned());
    }
    if declared.has_role("control") {
        columns.extend(["implementation", "effectiveness"].map(str::to_owned));
    } else if any(&|r| cx.judgement.verdict(r).is_some_and(|j| !j.rests_on.is_empty() || declared.has_role("run") || declared.has_role("verification"))) {
        columns.push("verdict".to_owned());
    }
    let short = |field: &Field| matches!(field.ty, FieldType::Enum { .. } | FieldType::Date | FieldType::Version | FieldType::Person);
    let own = declared.fields.iter().enumerate().filter(|(_, f)| f.meaning && short(f));
    let used = own.filter(|(i, _)| any(&|r| cx.project.record(r).field(*i as u16).is_some()));
    columns.extend(used.take(3).map(|(_, f)| f.name.clone()));
    columns.push("status".to_owned());
    columns
}

/// The records of a kind with these columns: computed ones, fields, links.
pub fn records(cx: Context, kind: KindId, columns: &[String]) -> Table {
    let schema = &cx.project.schema;
    let declared = schema.kind(kind);
    let heads = columns
        .iter()
        .map(|name| {
            let width = match name.as_str() {
                "title" | "text" => 3,
                "id" | "status" | "verdict" | "class" | "implementation" | "effectiveness" => 0,
                _ => 1,
            };
            if let Some(link) = schema.link_of(kind, name) {
                return Column::titled(name, schema.link(link.link).label_at(link.side), width);
            }
            match declared.field(name).map(|i| &declared.fields[i as usize]) {
                Some(field) if name != "title" && name != "status" => Column::titled(name, &field.label, width),
                _ => Column::new(name, width),
            }
        })
        .collect();
    let rows = cx
        .project
        .of_kind(kind)
        .map(|record| Row { record: Some(record), cells: columns.iter().map(|name| cell(cx, record, kind, name)).collect() })
        .collect();
    Table {
        key: format!("table-{}", declared.name.replace('_', "-")),
        title: Label::words(&declared.plural),
        group: Group::Kind(kind),
        columns: heads,
        rows,
        notes: Vec::new(),
        footer: Vec::new(),
    }
}

fn cell(cx: Context, record: RecordId, kind: KindId, name: &str) -> Cell {
    let verdict = |judged: Option<&crate::judge::Judged>| judged.map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
    match name {
        "id" => Cell::Records(vec![record]),
        "title" => Cell::Title(record),
        "kind" => Cell::Text(cx.project.kind(record).label.clone()),
        "status" => Cell::Status(cx.project.status(record).to_owned()),
        "class" => cx.judgement.class(record).map_or(Cell::Empty, |c| Cell::Class(*c)),
        "verdict" if cx.project.has_role(record, "control") => verdict(cx.judgement.implementation(record)),
        "verdict" => verdict(cx.judgement.verdict(record)),
        "implementation" if cx.project.has_role(record, "control") => verdict(cx.judgement.implementation(record)),
        "effectiveness" => verdict(cx.judgement.effectiveness(record)),
        name => match cx.project.schema.link_of(kind, name) {
            Some(link) => records_cell(cx.project.graph.neighbours(record, link)),
            None => match cx.project.schema.kind(kind).field(name) {
                Some(index) if cx.project.record(record).field(index).is_some() => Cell::Field(record, index),
                _ => Cell::Empty,
            },
        },
    }
}

/// Records, or nothing.
pub(super) fn records_cell(records: Vec<RecordId>) -> Cell {
    if records.is_empty() { Cell::Empty } else { Cell::Records(records) }
}
