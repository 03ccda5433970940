//! Tables of the reports as tables of the document.

use super::fields;
use crate::judge::{Basis, Verdict as Judged};
use crate::model::RecordId;
use crate::model::body::{Block, Body};
use crate::render::pdf::document::{Align, Column, DocBlock, Part, Table, Target, Tone, Value, Verdict, Width};
use crate::render::{Publication, class_words};
use crate::report::{self, Cell, words};

/// A table as a part of its own, whose heading is the table's caption.
pub(super) fn part(cx: &Publication, table: &report::Table) -> Part {
    let title = cx.words(&table.title);
    let empty = if table.group == report::Group::Findings { words::no_findings() } else { words::no_rows() };
    let mut content = Table { caption: String::new(), empty: cx.say(empty), ..on_paper(cx, table) };
    // Where nothing is waived, the column would only take room on paper.
    let unused = table.columns.iter().filter(|c| !c.aside).position(|c| c.key == "waived_by").filter(|_| cx.summary.findings.waived.sum() == 0);
    if let Some(column) = unused {
        content.columns.remove(column);
        content.rows.iter_mut().for_each(|row| {
            row.remove(column);
        });
    }
    Part { title, anchor: format!("t:{}", table.key), blocks: vec![DocBlock::Table(content)] }
}

/// A table without the columns that paper leaves out, which its notes say.
pub(super) fn on_paper(cx: &Publication, table: &report::Table) -> Table {
    let mut content = self::table(cx, table);
    // From the last: the places of those before stay.
    let aside: Vec<usize> = (0..table.columns.len()).filter(|i| table.columns[*i].aside).collect();
    for column in aside.iter().rev() {
        content.columns.remove(*column);
        content.rows.iter_mut().for_each(|row| {
            row.remove(*column);
        });
    }
    if !aside.is_empty() {
        let names = aside.iter().map(|i| cx.words(&table.columns[*i].label)).collect::<Vec<_>>().join(", ");
        content.notes.push(cx.say(words::aside_note(names)));
    }
    content
}

/// A table.
pub(super) fn table(cx: &Publication, table: &report::Table) -> Table {
    Table {
        caption: cx.words(&table.title),
        anchor: None,
        columns: table
            .columns
            .iter()
            .map(|c| Column {
                label: cx.words(&c.label),
                // What stands in the columns shares out paper better than a guess made for all projects.
                width: Width::Auto,
                align: if c.number { Align::End } else { Align::Start },
            })
            .collect(),
        rows: rows(cx, table),
        notes: table.notes.iter().chain(&table.footer).map(|n| cx.words(n)).collect(),
        empty: cx.say(words::no_rows()),
    }
}

/// The rows. What a row shares with the one before it is said once, but for the first of the shared columns: a row may be the
/// first of a page, and has to tell what it is about.
fn rows(cx: &Publication, table: &report::Table) -> Vec<Vec<Value>> {
    let plain = |row: &report::Row| row.cells.iter().map(|c| cell(cx, c)).collect();
    if table.groups.is_empty() {
        return table.rows.iter().map(plain).collect();
    }
    let keys: Vec<usize> = table.groups.iter().filter_map(|group| group.first().copied()).collect();
    let row = |(row, spans): (&report::Row, Vec<usize>)| {
        let cells = row.cells.iter().zip(spans).enumerate();
        let value = |(column, (c, span)): (usize, (&Cell, usize))| match span {
            0 if keys.contains(&column) => Value::Again(Box::new(cell(cx, c))),
            0 => Value::Text(String::new()),
            _ => cell(cx, c),
        };
        cells.map(value).collect()
    };
    table.rows.iter().zip(report::spans(table, &table.rows)).map(row).collect()
}

/// A cell as a value.
pub(super) fn cell(cx: &Publication, cell: &Cell) -> Value {
    let text = |text: &str| Value::Text(text.to_owned());
    match cell {
        Cell::Empty => text("–"),
        Cell::Text(words) | Cell::Code(words) | Cell::Evidence(words) => text(words),
        Cell::Message(message) => Value::Prose(fields::plain_prose(Body { blocks: vec![Block::Plain { inlines: fields::coded(message) }] }, 4)),
        Cell::Words(label) => Value::Text(cx.words(label)),
        Cell::Pill(label, t) => Value::Verdict(Verdict { word: cx.words(label), tone: *t }),
        Cell::Records(records) => Value::Ids(records.iter().map(|r| Target { title: String::new(), ..target(cx, *r) }).collect()),
        Cell::Suspect(record) => Value::List(vec![
            Value::Ids(vec![Target { title: String::new(), ..target(cx, *record) }]),
            Value::Verdict(Verdict { word: cx.say(words::suspect()), tone: Tone::Warn }),
        ]),
        Cell::Title(record) => text(&cx.project.record(*record).title),
        Cell::Verdict(judged) => Value::Verdict(verdict(cx, *judged)),
        Cell::Class(class) => Value::Text(class_words(cx, *class)),
        Cell::Status(status) => Value::Text(cx.say(words::of::status(status))),
        Cell::Field(record, index) => fields::field_value(cx, *record, *index),
        Cell::Date(date) => Value::Text(date.to_string()),
        Cell::Count(count) => Value::Text(count.to_string()),
        Cell::Severity(severity) => Value::Verdict(Verdict { word: cx.say(words::of::level(*severity)), tone: Tone::from(*severity) }),
        Cell::Place(span) => {
            let source = cx.project.sources.get(span.file);
            Value::Text(format!("{}:{}", source.path, source.position(span.start).0))
        }
        Cell::Many(cells) => Value::List(cells.iter().map(|c| self::cell(cx, c)).collect()),
    }
}

/// A record as the target of a link.
pub(super) fn target(cx: &Publication, record: RecordId) -> Target {
    let data = cx.project.record(record);
    Target { id: data.id.clone(), title: data.title.clone(), known: true }
}

/// What a verdict rests on: records in one line, then the cases, report by report.
pub(super) fn basis(cx: &Publication, rests_on: &[Basis]) -> Value {
    let (mut records, mut lines, mut last) = (Vec::new(), Vec::new(), None);
    for basis in rests_on {
        match basis {
            Basis::Record(record) => records.push(target(cx, *record)),
            Basis::Case(at, case) => {
                let report = &cx.project.evidence.reports[*at];
                let case = &report.cases[*case];
                let outcome = cx.say(words::of::outcome(case.outcome));
                if last.replace(*at) != Some(*at) {
                    lines.push(Value::Text(format!("{}:", report.path)));
                }
                lines.push(Value::Text(format!("{}: {outcome}", case.name)));
            }
        }
    }
    if lines.is_empty() {
        return Value::Ids(records);
    }
    if !records.is_empty() {
        lines.insert(0, Value::Ids(records));
    }
    Value::List(lines)
}

/// A verdict in words.
pub(super) fn verdict(cx: &Publication, judged: Judged) -> Verdict {
    Verdict { word: cx.say(words::of::verdict(judged)), tone: Tone::from(judged) }
}
