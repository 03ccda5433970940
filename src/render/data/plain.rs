//! Cells as plain text, for data files.

use crate::judge::ClassReason;
use crate::render::Context;
use crate::report::Cell;

/// The text of a cell. Words of verdicts and checks are the data words, not the labels.
pub fn plain(cx: &Context, cell: &Cell) -> String {
    let project = cx.project;
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Code(text) | Cell::Status(text) | Cell::Evidence(text) => text.clone(),
        Cell::Words(label) | Cell::Pill(label, _) => cx.words(label),
        Cell::Records(records) => records.iter().map(|r| project.record(*r).id.as_str()).collect::<Vec<_>>().join("; "),
        Cell::Suspect(record) => format!("{} (suspect)", project.record(*record).id),
        Cell::Title(record) => project.record(*record).title.clone(),
        Cell::Verdict(verdict) => verdict.word().to_owned(),
        Cell::Class(class) => {
            let level = project.schema.scale("safety_class").and_then(|s| s.levels.get(class.rank));
            let above = if class.assumed && class.reason != ClassReason::Assumed { ", assumed" } else { "" };
            format!("{} ({}{above})", level.map_or("", |l| l.id.as_str()), class.reason.word())
        }
        Cell::Field(record, index) => project.record(*record).field(*index).map_or_else(String::new, |e| e.value.plain()),
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
