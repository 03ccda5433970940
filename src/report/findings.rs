//! The findings as a table, for data files and the PDF.

use super::{Cell, Column, Context, Group, Label, Row, Table};

/// The table of findings.
pub(super) fn tables(cx: Context) -> Vec<Table> {
    let rows = cx
        .findings
        .iter()
        .map(|finding| Row {
            record: finding.record.as_deref().and_then(|id| cx.project.by_id(id)),
            cells: vec![
                Cell::Severity(finding.severity),
                Cell::Code(finding.code.name.to_owned()),
                finding.record.as_deref().and_then(|id| cx.project.by_id(id)).map_or(Cell::Empty, |r| Cell::Records(vec![r])),
                Cell::Text(finding.message.clone()),
                finding.span.map_or(Cell::Empty, Cell::Place),
                Cell::Text(finding.code.clause_words()),
            ],
        })
        .collect();
    let set = &cx.project.config.check.levels;
    let notes = set
        .iter()
        .map(|(code, level)| {
            let level = level.map_or("allow", crate::diag::Severity::word);
            Label::Filled("level_set".to_owned(), vec![("code", code.value.clone()), ("level", level.to_owned())])
        })
        .collect();
    vec![Table {
        key: "findings".to_owned(),
        title: Label::key("findings"),
        group: Group::Findings,
        columns: vec![
            Column::new("severity", 0),
            Column::new("code", 0),
            Column::new("record", 0),
            Column::new("message", 4),
            Column::new("place", 2),
            Column::new("clauses", 0),
        ],
        rows,
        notes,
        footer: Vec::new(),
    }]
}
