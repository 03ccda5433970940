//! A list of records for each kind that has any.

use crate::judge::{candidates, ends, select, verdict_on};
use crate::model::RecordId;
use crate::report::words::columns::{self, Heading};
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, words};
use crate::schema::query::Query;
use crate::schema::{Field, FieldType, Kind, KindId, Name};

/// The lists of all kinds with records.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let schema = &cx.project.schema;
    (0..schema.kinds.len())
        .map(|i| KindId(i as u16))
        .filter(|kind| cx.project.of_kind(*kind).next().is_some())
        .map(|kind| {
            let columns = default_columns(cx, kind);
            let mut table = records(cx, kind, &columns);
            table.key = list_key(schema.kind(kind));
            table
        })
        .collect()
}

/// The name of the list of a kind, in addresses and data files.
pub fn list_key(kind: &Kind) -> String {
    format!("list-{}", kind.name.replace('_', "-"))
}

/// What a list shows unless somebody says otherwise: id, title, what is judged, what is short and stated somewhere.
pub fn default_columns(cx: Context, kind: KindId) -> Vec<String> {
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
    if any(&|r| cx.judgement.reviewed(r).is_some_and(|j| !j.rests_on.is_empty())) {
        columns.push("review".to_owned());
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
    selected(cx, Some(kind), columns, None)
}

/// The records of a kind, or of all kinds, that a query about them selects; a note says how many of how many. Without a query,
/// all of them.
pub fn selected(cx: Context, kind: Option<KindId>, columns: &[String], query: Option<&Query>) -> Table {
    let schema = &cx.project.schema;
    let declared = kind.map(|k| schema.kind(k));
    let fields = declared.map_or(schema.common_fields(), |d| d.fields.as_slice());
    let heads = columns
        .iter()
        .map(|name| {
            let width = match name.as_str() {
                "title" | "text" => 3,
                "id" | "status" | "verdict" | "class" | "implementation" | "effectiveness" | "review" => 0,
                _ => 1,
            };
            if let Some(link) = kind.and_then(|k| schema.link_of(k, name)) {
                return Column::titled(name, schema.link(link.link).label_at(link.side), width);
            }
            match fields.iter().find(|f| f.name == *name) {
                Some(field) if name != "title" && name != "status" => Column::titled(name, &field.label, width),
                _ => computed(name).map_or_else(|| Column::titled(name, name, width), |heading| Column::new(heading, width)),
            }
        })
        .collect();
    let all = candidates(cx.view(), kind);
    let total = all.len();
    let shown = query.map_or(all, |q| select(cx.view(), q));
    let note = query.map(|query| words::where_note(shown.len(), total, query.to_string()));
    let rows = shown.into_iter().map(|record| Row { record: Some(record), cells: columns.iter().map(|name| cell(cx, record, name)).collect() });
    Table {
        key: format!("table-{}", declared.map_or("record", |d| d.name.as_str()).replace('_', "-")),
        title: declared.map_or_else(words::records, |d| Label::words(&d.plural)),
        group: kind.map_or(Group::Records, Group::Kind),
        columns: heads,
        rows: rows.collect(),
        notes: Vec::new(),
        groups: Vec::new(),
        footer: note.into_iter().collect(),
    }
}

/// The heading of a column that every kind has.
fn computed(name: &str) -> Option<Heading> {
    Some(match name {
        "id" => columns::id(),
        "title" => columns::title(),
        "kind" => columns::kind(),
        "file" => columns::file(),
        "status" => columns::status(),
        "class" => columns::class(),
        "verdict" => columns::verdict(),
        "implementation" => columns::implementation(),
        "effectiveness" => columns::effectiveness(),
        "review" => columns::review(),
        _ => return None,
    })
}

fn cell(cx: Context, record: RecordId, name: &str) -> Cell {
    let word = |judged: Option<&crate::judge::Judged>| judged.map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
    let kind = cx.project.record(record).kind;
    match name {
        "id" => Cell::Records(vec![record]),
        "title" => Cell::Title(record),
        "kind" => Cell::Text(cx.project.kind(record).label.clone()),
        "file" if cx.project.kind(record).field("file").is_none() => Cell::Code(cx.project.sources.get(cx.project.record(record).span.file).path.clone()),
        "status" => Cell::Status(cx.project.status(record).to_owned()),
        "class" => cx.judgement.class(record).map_or(Cell::Empty, |c| Cell::Class(*c)),
        "verdict" => word(verdict_on(cx.view(), record)),
        "implementation" if cx.project.has_role(record, "control") => word(cx.judgement.implementation(record)),
        "effectiveness" => word(cx.judgement.effectiveness(record)),
        "review" if cx.judgement.reviewed(record).is_some() => word(cx.judgement.reviewed(record)),
        name => match cx.project.schema.link_of(kind, name) {
            Some(link) => {
                let others = ends(cx.view(), record, link);
                let any = others.iter().any(|other| cx.judgement.is_suspect(record, link, *other));
                if any { Cell::Many(others.into_iter().map(|o| linked(cx, record, Some(link), o)).collect()) } else { records_cell(others) }
            }
            None => match cx.project.schema.kind(kind).field(name) {
                Some(index) if cx.project.record(record).field(index).is_some() => Cell::Field(record, index),
                _ => Cell::Empty,
            },
        },
    }
}

/// The record at the other end of a link, marked where the link is suspect.
pub(in crate::report) fn linked(cx: Context, record: RecordId, name: Option<Name>, other: RecordId) -> Cell {
    let suspect = name.is_some_and(|name| cx.judgement.is_suspect(record, name, other));
    if suspect { Cell::Suspect(other) } else { Cell::Records(vec![other]) }
}

/// Records, or nothing.
pub(in crate::report) fn records_cell(records: Vec<RecordId>) -> Cell {
    if records.is_empty() { Cell::Empty } else { Cell::Records(records) }
}
