//! Cells and values as views.

use super::prose::{self, Place};
use super::site::{Site, escaped, tone};
use super::view::{CellView, Pill, SourceView};
use crate::model::{Entry, RecordId, Value};
use crate::render::{class_words, route};
use crate::report::{self, Cell};
use crate::schema::{Field, FieldType};
use crate::source::{Fatal, Span, join_inside};

/// A table's cell on a page.
pub(super) fn cell(site: &Site, page: &str, cell: &Cell, prefix: &str) -> Result<CellView, Fatal> {
    let words = |label: &crate::report::Label| site.cx.words(label);
    Ok(match cell {
        Cell::Empty => CellView::Empty,
        Cell::Text(text) => CellView::Text { text: text.clone() },
        Cell::Code(text) => CellView::code(text.clone()),
        Cell::Words(label) => CellView::Text { text: words(label) },
        Cell::Pill(label, t) => CellView::Pill { word: words(label), tone: tone(*t) },
        Cell::Records(records) => CellView::Records { records: records.iter().map(|r| short(site, page, *r)).collect() },
        Cell::Suspect(record) => {
            let mark = Pill::new(site.label("suspect"), super::view::Tone::Warn);
            CellView::Records { records: vec![super::view::RecordRef { verdict: Some(mark), ..short(site, page, *record) }] }
        }
        Cell::Title(record) => CellView::Text { text: site.project().record(*record).title.clone() },
        Cell::Verdict(verdict) => site.verdict(*verdict).into(),
        Cell::Class(class) => Pill::new(class_words(&site.cx, *class), super::view::Tone::Neutral).into(),
        Cell::Status(status) => site.status(status).into(),
        Cell::Field(record, index) => field(site, page, *record, *index, prefix)?,
        Cell::Date(date) => CellView::Date { date: date.to_string() },
        Cell::Count(count) => CellView::Text { text: count.to_string() },
        Cell::Severity(severity) => site.severity(*severity).into(),
        Cell::Evidence(path) => {
            let url = Some(route::relative(page, &route::evidence_page(path, 1)));
            CellView::Code(SourceView { place: path.clone(), url })
        }
        Cell::Place(span) => CellView::code(place(site, *span)),
        Cell::Many(cells) => CellView::Many { cells: cells.iter().map(|c| self::cell(site, page, c, prefix)).collect::<Result<_, _>>()? },
    })
}

/// A record as its id alone: in tables, the title has a column of its own.
fn short(site: &Site, page: &str, record: RecordId) -> super::view::RecordRef {
    super::view::RecordRef { title: String::new(), ..site.record(page, record) }
}

/// `path:line`.
pub(super) fn place(site: &Site, span: Span) -> String {
    let source = site.project().sources.get(span.file);
    format!("{}:{}", source.path, source.position(span.start).0)
}

/// What stands in a field of a record.
pub(super) fn field(site: &Site, page: &str, record: RecordId, index: u16, prefix: &str) -> Result<CellView, Fatal> {
    let data = site.project().record(record);
    let declared = &site.project().schema.kind(data.kind).fields[index as usize];
    match data.field(index) {
        None => Ok(CellView::Empty),
        Some(entry) => value(site, page, &declared.ty, entry, &format!("{prefix}{}-", declared.name.replace('_', "-"))),
    }
}

fn value(site: &Site, page: &str, ty: &FieldType, entry: &Entry, prefix: &str) -> Result<CellView, Fatal> {
    Ok(match &entry.value {
        Value::Text(text) => person(site, page, ty, text),
        Value::Word(word) => CellView::Text { text: report::word(site.project(), ty, word) },
        Value::Date(date) => CellView::Date { date: date.to_string() },
        Value::Record { target: Some(record), .. } => CellView::Records { records: vec![site.record(page, *record)] },
        Value::Record { id, target: None } => CellView::Text { text: id.clone() },
        Value::Prose(text) => {
            let html = prose::html(site, text, &Place::record(page, prefix))?;
            CellView::Html { html: format!("<div class=\"prose\">{html}</div>") }
        }
        Value::List(items) => list(site, page, ty, items, prefix)?,
        Value::Group(fields) => {
            let FieldType::Group(declared) = ty else { return Ok(CellView::Empty) };
            match fields.as_slice() {
                [(name, only)] if name == "text" => value(site, page, type_of(declared, name), only, prefix)?,
                fields if fields.iter().all(|(name, _)| is_stamp(name)) => {
                    let cells = fields.iter().map(|(name, entry)| value(site, page, type_of(declared, name), entry, prefix));
                    CellView::Many { cells: cells.collect::<Result<_, _>>()? }
                }
                fields => CellView::Html { html: group(site, page, declared, fields, prefix)? },
            }
        }
    })
}

/// A person may be named by the id of a record.
fn person(site: &Site, page: &str, ty: &FieldType, text: &str) -> CellView {
    match (ty, site.project().by_id(text)) {
        (FieldType::Person, Some(record)) => CellView::Records { records: vec![site.record(page, record)] },
        (FieldType::Boolean, _) if text == "true" || text == "false" => CellView::Text { text: site.label(if text == "true" { "yes" } else { "no" }) },
        (FieldType::Path, _) => CellView::Code(SourceView { place: text.to_owned(), url: evidence(site, page, text) }),
        (FieldType::Version | FieldType::Purl | FieldType::Hash, _) => CellView::code(text),
        (FieldType::Url, _) if text.starts_with("https://") || text.starts_with("http://") => {
            CellView::Link { url: text.to_owned(), text: text.to_owned() }
        }
        _ => CellView::Text { text: text.to_owned() },
    }
}

/// Where the page of an evidence file lies, if this is the path of one.
fn evidence(site: &Site, page: &str, written: &str) -> Option<String> {
    let path = join_inside("", written.trim())?;
    let known = site.project().evidence.files.binary_search_by(|f| f.path.as_str().cmp(&path)).is_ok();
    known.then(|| route::relative(page, &route::evidence_page(&path, 1)))
}

fn list(site: &Site, page: &str, ty: &FieldType, items: &[Entry], prefix: &str) -> Result<CellView, Fatal> {
    let inner = match ty {
        FieldType::List(inner) => inner,
        other => other,
    };
    if let FieldType::Group(declared) = inner
        && items.iter().all(|i| matches!(&i.value, Value::Group(f) if !(f.len() == 1 && f[0].0 == "text")))
        && !items.is_empty()
    {
        return Ok(CellView::Html { html: groups(site, page, declared, items, prefix)? });
    }
    let mut cells = Vec::new();
    for (number, item) in items.iter().enumerate() {
        cells.push(value(site, page, inner, item, &format!("{prefix}{}-", number + 1))?);
    }
    if cells.iter().all(|c| matches!(c, CellView::Text { .. })) {
        let lines = cells.into_iter().map(|c| if let CellView::Text { text } = c { text } else { String::new() }).collect();
        return Ok(CellView::Lines { lines });
    }
    Ok(CellView::Many { cells })
}

/// Who, when, where it is filed: needs no names.
pub(super) fn is_stamp(name: &str) -> bool {
    matches!(name, "by" | "on" | "ref")
}

fn type_of<'a>(declared: &'a [Field], name: &str) -> &'a FieldType {
    declared.iter().find(|f| f.name == name).map_or(&FieldType::Text, |f| &f.ty)
}

fn label_of<'a>(declared: &'a [Field], name: &'a str) -> &'a str {
    declared.iter().find(|f| f.name == name).map_or(name, |f| &f.label)
}

/// A group as a list of names and values.
fn group(site: &Site, page: &str, declared: &[Field], fields: &[(String, Entry)], prefix: &str) -> Result<String, Fatal> {
    let mut html = String::from("<dl class=\"group\">");
    for (name, entry) in fields {
        let value = value(site, page, type_of(declared, name), entry, &format!("{prefix}{name}-"))?;
        html.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>", escaped(label_of(declared, name)), inline(&value)));
    }
    html.push_str("</dl>");
    Ok(html)
}

/// A list of groups as a table, a column for each field that is used.
fn groups(site: &Site, page: &str, declared: &[Field], items: &[Entry], prefix: &str) -> Result<String, Fatal> {
    let used: Vec<&Field> = declared.iter().filter(|f| items.iter().any(|i| i.value.get(&f.name).is_some())).collect();
    let mut html = format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><thead><tr>", escaped(&site.label("table")));
    for field in &used {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&field.label)));
    }
    html.push_str("</tr></thead><tbody>");
    for (number, item) in items.iter().enumerate() {
        html.push_str("<tr>");
        for field in &used {
            let shown = match item.value.get(&field.name) {
                Some(entry) => inline(&value(site, page, &field.ty, entry, &format!("{prefix}{}-{}-", number + 1, field.name))?),
                None => String::new(),
            };
            html.push_str(&format!("<td>{shown}</td>"));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    Ok(html)
}

/// A view inside finished HTML.
fn inline(view: &CellView) -> String {
    match view {
        CellView::Empty => String::new(),
        CellView::Text { text } => escaped(text),
        CellView::Date { date } => format!("<time>{}</time>", escaped(date)),
        CellView::Code(SourceView { place, url: None }) => format!("<code>{}</code>", escaped(place)),
        CellView::Code(SourceView { place, url: Some(url) }) => format!("<a href=\"{}\"><code>{}</code></a>", attribute(url), escaped(place)),
        CellView::Html { html } => html.clone(),
        CellView::Pill { word, .. } => escaped(word),
        CellView::Link { url, text } => format!("<a href=\"{}\">{}</a>", attribute(url), escaped(text)),
        CellView::Lines { lines } => lines.iter().map(|l| escaped(l)).collect::<Vec<_>>().join("<br>"),
        CellView::Many { cells } => cells.iter().map(|c| format!("<div>{}</div>", inline(c))).collect(),
        CellView::Records { records } => {
            let one = |r: &super::view::RecordRef| match &r.url {
                Some(url) => format!("<a class=\"ref\" href=\"{}\" title=\"{}\">{}</a>", attribute(url), attribute(&r.title), escaped(&r.id)),
                None => escaped(&r.id),
            };
            records.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

fn attribute(text: &str) -> String {
    let mut out = String::new();
    super::body::escape_attribute(text, &mut out);
    out
}
