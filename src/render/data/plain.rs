//! Cells as plain text, for data files.

use crate::judge::ClassReason;
use crate::model::RecordId;
use crate::model::body::without_comments;
use crate::render::Publication;
use crate::report::{self, Cell, Value, words};
use crate::schema::Field;

/// The text of a cell. Words of verdicts and checks are the data words, not the labels.
pub fn plain(cx: &Publication, cell: &Cell) -> String {
    let project = cx.project;
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Code(text) | Cell::Status(text) | Cell::Message(text) | Cell::Evidence(text) => text.clone(),
        Cell::Words(label) | Cell::Pill(label, _) => cx.words(label),
        Cell::Records(records) => records.iter().map(|r| project.record(*r).id.as_str()).collect::<Vec<_>>().join("; "),
        Cell::Suspect(record) => format!("{} ({})", project.record(*record).id, cx.say(words::suspect())),
        Cell::Title(record) => project.record(*record).title.clone(),
        Cell::Verdict(verdict) => verdict.word().to_owned(),
        Cell::Class(class) => {
            let level = project.schema.scale("safety_class").and_then(|s| s.levels.get(class.rank));
            let above = if class.assumed && class.reason != ClassReason::Assumed { ", assumed" } else { "" };
            format!("{} ({}{above})", level.map_or("", |l| l.id.as_str()), class.reason.word())
        }
        Cell::Field(record, index) => report::value_of(cx.report(), *record, *index).map_or_else(String::new, |shown| line(cx, &shown)),
        Cell::Date(date) => date.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Severity(severity) => severity.word().to_owned(),
        Cell::Place(span) => {
            let source = project.sources.get(span.file);
            format!("{}:{}", source.path, source.position(span.start).0)
        }
        Cell::Many(cells) => cells.iter().map(|c| plain(cx, c)).collect::<Vec<_>>().join("; "),
    }
}

/// A value in one piece of text, of Markdown its source without comments.
pub fn line(cx: &Publication, shown: &Value) -> String {
    let id = |record: &RecordId| cx.project.record(*record).id.clone();
    let named =
        |values: &[(&Field, Value)]| values.iter().map(|(field, one)| format!("{}: {}", field.label, line(cx, one))).collect::<Vec<_>>().join(", ");
    match shown {
        Value::Text(text) => text.clone(),
        Value::Code(text) | Value::Path(text, _) | Value::Url(text) | Value::Unknown(text) => (*text).to_owned(),
        Value::YesNo(yes) => cx.say(words::of::yes_or_no(*yes)),
        Value::Date(date) => date.to_string(),
        Value::Record(record) | Value::Person(record) => id(record),
        Value::Prose(prose) => without_comments(&prose.source).unwrap_or_default().into_owned(),
        Value::List(values) => values.iter().map(|one| line(cx, one)).collect::<Vec<_>>().join("; "),
        Value::Table(fields, rows) => {
            let row = |row: &Vec<Option<Value>>| {
                let cells = fields.iter().zip(row).filter_map(|(field, cell)| Some(format!("{}: {}", field.label, line(cx, cell.as_ref()?))));
                cells.collect::<Vec<_>>().join(", ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("; ")
        }
        Value::Group(values) => named(values),
        Value::Stamp(values) => values.iter().map(|(_, one)| line(cx, one)).collect::<Vec<_>>().join(", "),
    }
}
