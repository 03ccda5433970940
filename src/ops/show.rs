//! `techfile show`: what is known of one record, for the terminal or as JSON.

use super::{Checked, Place, unknown};
use crate::judge::Basis;
use crate::model::{Entry, RecordId, Value};
use crate::render::{Context, Theme, class_words, data};
use crate::report::{self, LinkTarget, Sheet, SheetVerdict, word};
use crate::schema::FieldType;
use crate::source::Fatal;

/// A record as text for a person, or as the snapshot has it.
///
/// # Errors
/// When no record has this id, or the theme cannot be read.
pub fn show(place: &Place, checked: &Checked, id: &str, as_json: bool) -> Result<String, Fatal> {
    let project = &checked.project;
    let Some(record) = project.by_id(id) else {
        return Err(unknown::record(project, id));
    };
    let theme = Theme::load(&place.root, project.config.theme.as_ref().map(|t| t.value.as_str()))?;
    let base = report::Context { project, judgement: &checked.judgement, findings: &checked.findings };
    let (sheets, summary) = (report::sheets(base), report::summary(base));
    let cx = Context {
        project,
        judgement: &checked.judgement,
        findings: &checked.findings,
        tables: &[],
        sheets: &sheets,
        summary: &summary,
        theme: &theme,
        releases: &[],
        freezing: None,
    };
    if as_json {
        // Strings, numbers and JSON values always have a form in JSON.
        return Ok(serde_json::to_string_pretty(&data::record(&cx, record)).unwrap_or_default() + "\n");
    }
    Ok(text(&cx, &sheets[record.index()]))
}

fn text(cx: &Context, sheet: &Sheet) -> String {
    let (project, labels) = (cx.project, &cx.theme.labels);
    let record = project.record(sheet.record);
    let kind = project.kind(sheet.record);
    let mut out = format!("{}  {}\n", record.id, record.title);
    out += &format!("{}, {}\n", kind.label, labels.status(project.status(sheet.record)));
    out += &format!("{}\n", place(cx, record.span));
    let class = sheet.class.map(|c| class_words(cx, *c));
    out += &class.map_or_else(String::new, |words| format!("\n{}: {words}\n", labels.get("column_class")));
    for one in &sheet.verdicts {
        out += &format!("\n{}\n", verdict(cx, one));
    }
    for index in sheet.text.iter().chain(&sheet.fields) {
        let (field, Some(entry)) = (&kind.fields[*index as usize], record.field(*index)) else { continue };
        out += &format!("\n{}", labelled(&field.label, &lines(cx, &field.ty, entry)));
    }
    for group in &sheet.links {
        let targets: Vec<String> = group.targets.iter().map(|t| target(cx, t)).collect();
        out += &format!("\n{}", block(&cx.words(&group.label), &targets));
    }
    if !sheet.findings.is_empty() {
        let found = sheet.findings.iter().map(|f| {
            let at = f.span.map_or_else(String::new, |s| format!("{}: ", place(cx, s)));
            format!("{}[{}] {at}{}", f.severity.word(), f.code.name, f.message)
        });
        out += &format!("\n{}", block(labels.get("findings"), &found.collect::<Vec<_>>()));
    }
    out
}

fn place(cx: &Context, span: crate::source::Span) -> String {
    let source = cx.project.sources.get(span.file);
    format!("{}:{}", source.path, source.position(span.start).0)
}

/// A verdict, and below it what it rests on.
fn verdict(cx: &Context, one: &SheetVerdict) -> String {
    let labels = &cx.theme.labels;
    let bases = one.judged.rests_on.iter().map(|basis| match basis {
        Basis::Record(record) => {
            let judged = cx.judgement.verdict(*record).map_or_else(String::new, |j| format!(" ({})", labels.verdict(j.verdict)));
            format!("\n  {}{judged}", named(cx, *record))
        }
        Basis::Case(report, case) => {
            let case = &cx.project.evidence.reports[*report].cases[*case];
            format!("\n  {} ({}), {}", case.name, labels.get(&format!("outcome_{}", case.outcome.word())), place(cx, case.span))
        }
    });
    format!("{}: {}{}", labels.get(one.name), labels.verdict(one.judged.verdict), bases.collect::<String>())
}

fn named(cx: &Context, record: RecordId) -> String {
    let record = cx.project.record(record);
    format!("{}  {}", record.id, record.title)
}

fn target(cx: &Context, target: &LinkTarget) -> String {
    let note = |label: &str| cx.theme.labels.get(label).to_owned();
    match target {
        LinkTarget::Record(record) => named(cx, *record),
        LinkTarget::Suspect(record) => format!("{} ({})", named(cx, *record), note("suspect")),
        LinkTarget::Outside(name) => format!("{name} ({})", note("link_outside")),
        LinkTarget::Missing(id) => format!("{id} ({})", note("link_missing")),
        LinkTarget::WrongKind(record) => format!("{} ({})", named(cx, *record), note("link_wrong_kind")),
    }
}

/// A value as lines of plain text.
fn lines(cx: &Context, ty: &FieldType, entry: &Entry) -> Vec<String> {
    match (&entry.value, ty) {
        (Value::List(items), ty) => {
            let inner = if let FieldType::List(inner) = ty { inner } else { ty };
            let dashed = |item: &Entry| {
                let lines = lines(cx, inner, item);
                lines.into_iter().enumerate().map(|(i, l)| format!("{}{l}", if i == 0 { "- " } else { "  " })).collect::<Vec<_>>()
            };
            items.iter().flat_map(dashed).collect()
        }
        (Value::Group(values), FieldType::Group(fields)) => {
            let one = |(name, entry): &(String, Entry)| {
                let field = fields.iter().find(|f| f.name == *name)?;
                Some(labelled(&field.label, &lines(cx, &field.ty, entry)).lines().map(str::to_owned).collect::<Vec<_>>())
            };
            values.iter().filter_map(one).flatten().collect()
        }
        (Value::Record { target: Some(record), .. }, _) => vec![named(cx, *record)],
        (Value::Word(text), ty) => vec![word(cx.project, ty, text)],
        (value, _) => value.plain().trim_end().lines().map(str::to_owned).collect(),
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
