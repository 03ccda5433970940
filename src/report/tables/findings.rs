//! The findings as a table, for data files and the PDF.

use crate::config::{At, Check};
use crate::diag::Severity;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table};

/// The table of findings.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
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
                finding.waived.as_ref().and_then(|w| cx.project.by_id(&w.by)).map_or(Cell::Empty, |r| Cell::Records(vec![r])),
            ],
        })
        .collect();
    // What was silenced, lowered or accepted has to be known to whoever reads the findings.
    let days = cx.project.config.check.soup_anomaly_days;
    let days = (days != Check::SOUP_ANOMALY_DAYS).then(|| Label::Filled("soup_anomaly_days".to_owned(), vec![("days", days.to_string())]));
    let mut notes: Vec<Label> = levels(cx)
        .into_iter()
        .map(|(code, level)| {
            let level = level.map_or("allow", Severity::word);
            Label::Filled("level_set".to_owned(), vec![("code", code.value.clone()), ("level", level.to_owned())])
        })
        .chain(days)
        .collect();
    let waived = cx.findings.iter().filter(|f| f.waived.is_some()).count();
    if waived > 0 {
        let key = if waived == 1 { "waived_note_one" } else { "waived_note" };
        notes.push(Label::Filled(key.to_owned(), vec![("n", waived.to_string())]));
    }
    notes.extend(cx.project.config.check.weak_words.as_ref().map(|words| match words.as_slice() {
        [] => Label::key("weak_words_off"),
        words => Label::Filled("weak_words_set".to_owned(), vec![("words", words.join(", "))]),
    }));
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
            Column::new("waived_by", 0),
        ],
        rows,
        notes,
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}

/// The levels of `[check]` that are in force; those that were refused are findings themselves.
pub fn levels<'a>(cx: Context<'a>) -> Vec<&'a (At<String>, Option<Severity>)> {
    let refused: Vec<_> = cx.findings.iter().filter(|f| f.code.name == "check-level-invalid").map(|f| f.span).collect();
    cx.project.config.check.levels.iter().filter(|(code, _)| !refused.contains(&Some(code.span))).collect()
}
