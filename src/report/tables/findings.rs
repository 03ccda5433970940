//! The findings as a table, for data files and the PDF.

use crate::config::{At, Check};
use crate::diag::Severity;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, words};

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
                Cell::Message(finding.message.clone()),
                finding.span.map_or(Cell::Empty, Cell::Place),
                Cell::Text(finding.code.clause_words()),
                finding.waived.as_ref().and_then(|w| cx.project.by_id(&w.by)).map_or(Cell::Empty, |r| Cell::Records(vec![r])),
            ],
        })
        .collect();
    // What was silenced, lowered or accepted has to be known to whoever reads the findings.
    let days = cx.project.config.check.soup_anomaly_days;
    let days = (days != Check::SOUP_ANOMALY_DAYS).then(|| words::soup_anomaly_days(days as usize));
    let mut notes: Vec<Label> = levels(cx)
        .into_iter()
        .map(|(code, level)| {
            let level = level.map_or("allow", Severity::word);
            words::level_set(code.value.as_str(), level)
        })
        .chain(days)
        .collect();
    let waived = cx.findings.iter().filter(|f| f.waived.is_some()).count();
    if waived > 0 {
        notes.push(words::waived_note(waived));
    }
    notes.extend(cx.project.config.check.weak_words.as_ref().map(|words| match words.as_slice() {
        [] => words::weak_words_off(),
        own => words::weak_words_set(own.join(", ")),
    }));
    vec![Table {
        key: "findings".to_owned(),
        title: words::findings(),
        group: Group::Findings,
        columns: vec![
            Column::new(columns::severity(), 0),
            Column::new(columns::code(), 0),
            Column::new(columns::record(), 0),
            Column::new(columns::message(), 4),
            Column::new(columns::place(), 2),
            Column::new(columns::clauses(), 0),
            Column::new(columns::waived_by(), 0),
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
