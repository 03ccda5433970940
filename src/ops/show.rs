//! `techfile show`: what is known of one record, for the terminal or as JSON.

use super::{Checked, unknown};
use crate::judge::Basis;
use crate::model::RecordId;
use crate::render::{Input, Publication, class_words, data};
use crate::report::{self, Contents, Label, LinkTarget, NamedVerdict, Row, Sheet, Value, words};
use crate::schema::Field;
use crate::source::Fatal;

/// A record as text for a person, or as the snapshot has it.
///
/// # Errors
/// When no record has this id.
pub fn show(checked: &Checked, id: &str, as_json: bool) -> Result<String, Fatal> {
    let project = &checked.project;
    let Some(record) = project.by_id(id) else {
        return Err(unknown::record(project, id));
    };
    let input = Input { project, judgement: &checked.judgement, findings: &checked.findings, theme: &checked.theme, freezing: None };
    let contents = Contents::of_records(input.report());
    let cx = Publication::new(&input, &contents);
    if as_json {
        // Strings, numbers and JSON values always have a form in JSON.
        return Ok(serde_json::to_string_pretty(&data::record(&cx, record)).unwrap_or_default() + "\n");
    }
    Ok(text(&cx, &cx.sheets[record.index()]))
}

fn text(cx: &Publication, sheet: &Sheet) -> String {
    let project = cx.project;
    let record = project.record(sheet.record);
    let kind = project.kind(sheet.record);
    let mut out = format!("{}  {}\n", record.id, record.title);
    out += &format!("{}, {}\n", kind.label, cx.say(words::of::status(project.status(sheet.record))));
    out += &format!("{}\n", place(cx, record.span));
    let class = sheet.class.map(|c| class_words(cx, *c));
    out += &class.map_or_else(String::new, |words| format!("\n{}: {words}\n", cx.say(words::columns::class().label)));
    for one in &sheet.verdicts {
        out += &format!("\n{}\n", verdict(cx, one));
    }
    for (label, cell) in &sheet.risk {
        out += &format!("\n{}: {}\n", cx.words(label), data::plain(cx, cell));
    }
    for index in sheet.text.iter().chain(&sheet.fields) {
        let Some(shown) = report::value_of(cx.report(), sheet.record, *index) else { continue };
        out += &format!("\n{}", labelled(&kind.fields[usize::from(*index)].label, &lines(cx, &shown)));
    }
    for group in &sheet.links {
        let targets: Vec<String> = group.targets.iter().map(|t| target(cx, t)).collect();
        out += &format!("\n{}", block(&cx.words(&group.label), &targets));
    }
    for table in report::clauses_of(cx.report(), &sheet.clauses) {
        let of = |row: &Row, key: &str| table.columns.iter().position(|c| c.key == key).map_or_else(String::new, |at| data::plain(cx, &row.cells[at]));
        let line = |row: &Row| {
            let missing = of(row, "missing");
            let lacks = if missing.is_empty() { String::new() } else { format!(" ({missing})") };
            format!("{} {}: {}{lacks}", of(row, "clause"), of(row, "clause_title"), of(row, "record_check"))
        };
        out += &format!("\n{}", block(&cx.words(&table.title), &table.rows.iter().map(line).collect::<Vec<_>>()));
    }
    if !sheet.findings.is_empty() {
        let found = sheet.findings.iter().map(|f| {
            let at = f.span.map_or_else(String::new, |s| format!("{}: ", place(cx, s)));
            format!("{}[{}] {at}{}", f.severity.word(), f.code.name, f.message)
        });
        out += &format!("\n{}", block(&cx.say(words::findings()), &found.collect::<Vec<_>>()));
    }
    out
}

fn place(cx: &Publication, span: crate::source::Span) -> String {
    let source = cx.project.sources.get(span.file);
    format!("{}:{}", source.path, source.position(span.start).0)
}

/// A verdict, and below it what it rests on.
fn verdict(cx: &Publication, one: &NamedVerdict) -> String {
    let bases = one.judged.rests_on.iter().map(|basis| match basis {
        Basis::Record(record) => {
            let judged = report::counted(cx.report(), *record).map_or_else(String::new, |j| format!(" ({})", cx.say(words::of::verdict(j.verdict))));
            format!("\n  {}{judged}", named(cx, *record))
        }
        Basis::Case(report, case) => {
            let case = &cx.project.evidence.reports[*report].cases[*case];
            format!("\n  {} ({}), {}", case.name, cx.say(words::of::outcome(case.outcome)), place(cx, case.span))
        }
    });
    let reason = one.reason.as_ref().map_or_else(String::new, |reason| format!("\n  {}", cx.words(reason)));
    format!("{}: {}{reason}{}", cx.words(&one.label), cx.say(words::of::verdict(one.judged.verdict)), bases.collect::<String>())
}

fn named(cx: &Publication, record: RecordId) -> String {
    let record = cx.project.record(record);
    format!("{}  {}", record.id, record.title)
}

fn target(cx: &Publication, target: &LinkTarget) -> String {
    let note = |label: Label| cx.say(label);
    match target {
        LinkTarget::Record(record) => named(cx, *record),
        LinkTarget::Suspect(record) => format!("{} ({})", named(cx, *record), note(words::suspect())),
        LinkTarget::Outside(name) => format!("{name} ({})", note(words::link_outside())),
        LinkTarget::Missing(id) => format!("{id} ({})", note(words::link_missing())),
        LinkTarget::WrongKind(record) => format!("{} ({})", named(cx, *record), note(words::link_wrong_kind())),
    }
}

/// A value as lines of plain text.
fn lines(cx: &Publication, shown: &Value) -> Vec<String> {
    let dashed = |lines: Vec<String>| lines.into_iter().enumerate().map(|(i, l)| format!("{}{l}", if i == 0 { "- " } else { "  " })).collect::<Vec<_>>();
    let split = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let named = |field: &Field, one: &Value| split(labelled(&field.label, &lines(cx, one)));
    match shown {
        Value::Record(record) | Value::Person(record) => vec![self::named(cx, *record)],
        Value::List(values) => values.iter().flat_map(|one| dashed(lines(cx, one))).collect(),
        Value::Group(values) | Value::Stamp(values) => values.iter().flat_map(|(field, one)| named(field, one)).collect(),
        Value::Table(fields, rows) => {
            let row = |row: &Vec<Option<Value>>| fields.iter().zip(row).filter_map(|(f, one)| Some(named(f, one.as_ref()?))).flatten().collect();
            rows.iter().flat_map(|one| dashed(row(one))).collect()
        }
        Value::Text(_) | Value::Code(_) | Value::Path(..) | Value::Url(_) | Value::YesNo(_) | Value::Date(_) | Value::Unknown(_) | Value::Prose(_) => {
            split(data::line(cx, shown).trim_end().to_owned())
        }
    }
}

/// `Label: value`, or the label with the lines below it.
fn labelled(label: &str, lines: &[String]) -> String {
    match lines {
        [one] if !one.starts_with("- ") => format!("{label}: {one}\n"),
        several => block(label, several),
    }
}

fn block(label: &str, lines: &[String]) -> String {
    format!("{label}\n{}", lines.iter().map(|l| if l.is_empty() { "\n".to_owned() } else { format!("  {l}\n") }).collect::<String>())
}
