//! Clause tables: what applies to each system by its class, what the records show, what a person judged.

use super::{Cell, Column, Context, Group, Label, Row, Table, Tone};
use crate::judge::{Class, ClassReason, ClauseRow, RecordCheck};

/// One table a standard in use.
pub(super) fn tables(cx: Context) -> Vec<Table> {
    let mut tables = Vec::new();
    for (index, standard) in cx.project.schema.standards.iter().enumerate() {
        let rows: Vec<&ClauseRow> = cx.judgement.clauses.iter().filter(|r| r.standard == index).collect();
        if rows.is_empty() {
            continue;
        }
        let applying = rows.iter().filter(|r| r.record_check.applies()).count();
        let mut notes = vec![Label::Filled(
            "clauses_note".to_owned(),
            vec![("applying", applying.to_string()), ("total", rows.len().to_string()), ("source", standard.source.clone())],
        )];
        if rows.iter().any(|r| r.assumed) {
            notes.push(Label::key("class_assumed_note"));
        }
        tables.push(Table {
            key: format!("clauses-{}", standard.name),
            title: Label::Filled("clauses_title".to_owned(), vec![("standard", standard.title.clone())]),
            group: Group::Clauses,
            columns: vec![
                Column::new("clause", 0),
                Column::new("clause_title", 3),
                Column::new("subject", 0),
                Column::new("levels", 0),
                Column::new("subject_class", 0),
                Column::new("record_check", 1),
                Column::new("assessment", 2),
            ],
            rows: rows.into_iter().map(|row| self::row(cx, row)).collect(),
            notes,
            footer: vec![Label::key("clauses_footer")],
        });
    }
    tables
}

fn row(cx: Context, row: &ClauseRow) -> Row {
    let standard = &cx.project.schema.standards[row.standard];
    let clause = &standard.clauses[row.clause];
    let reason = match row.record_check {
        RecordCheck::NotJudged => "record_check_not_judged",
        RecordCheck::NotForClass => "record_check_not_for_class",
        RecordCheck::OtherRoute => "record_check_other_route",
    };
    let class = match row.subject.and_then(|s| cx.judgement.class(s)) {
        Some(class) => Cell::Class(*class),
        None => Cell::Class(Class { rank: row.class, reason: ClassReason::Assumed, assumed: true }),
    };
    let assessment = match &row.assessment {
        None if !row.record_check.applies() => Cell::Empty,
        None => Cell::Pill(Label::key("not_assessed"), Tone::Neutral),
        Some(a) => Cell::Many(vec![
            Cell::Text(a.judgement.clone()),
            Cell::Records(vec![a.record]),
            Cell::Text(judged_by(cx, &a.by)),
            a.on.map_or(Cell::Empty, |d| Cell::Text(d.to_string())),
        ]),
    };
    Row {
        record: None,
        cells: vec![
            Cell::Code(clause.number.clone()),
            Cell::Text(clause.title.clone()),
            row.subject.map_or_else(|| Cell::Words(Label::key("no_system")), |s| Cell::Records(vec![s])),
            Cell::Text(clause.levels.join(", ")),
            class,
            Cell::Words(Label::key(reason)),
            assessment,
        ],
    }
}

/// A person by id and name where a record names one.
fn judged_by(cx: Context, by: &str) -> String {
    cx.project.by_id(by).map_or_else(|| by.to_owned(), |person| format!("{by} {}", cx.project.record(person).title))
}
