//! Cells and values as views.

use super::prose::{self, Place};
use super::site::{Site, escaped};
use super::view::{CellView, Pill, SourceView};
use crate::model::RecordId;
use crate::render::{class_words, route};
use crate::report::{self, Cell, Value, words};
use crate::schema::Field;
use crate::source::{Fatal, Span};

/// A table's cell on a page.
pub(super) fn cell(site: &Site, page: &str, cell: &Cell, prefix: &str) -> Result<CellView, Fatal> {
    let words = |label: &crate::report::Label| site.cx.words(label);
    Ok(match cell {
        Cell::Empty => CellView::Empty,
        Cell::Text(text) => CellView::Text { text: text.clone() },
        Cell::Code(text) => CellView::code(text.clone()),
        Cell::Words(label) => CellView::Text { text: words(label) },
        Cell::Pill(label, t) => CellView::Pill { word: words(label), tone: *t },
        Cell::Records(records) => CellView::Records { records: records.iter().map(|r| short(site, page, *r)).collect() },
        Cell::Suspect(record) => {
            let mark = Pill::new(site.say(words::suspect()), super::view::Tone::Warn);
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
        Cell::Message(message) => CellView::Html { html: super::findings::coded(message) },
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
    let name = &site.project().kind(record).fields[usize::from(index)].name;
    let shown = report::value_of(site.cx.report(), record, index);
    shown.map_or(Ok(CellView::Empty), |shown| value(site, page, &shown, &format!("{prefix}{}-", name.replace('_', "-"))))
}

fn value(site: &Site, page: &str, shown: &Value, prefix: &str) -> Result<CellView, Fatal> {
    Ok(match shown {
        Value::Text(text) => CellView::Text { text: text.clone() },
        Value::Code(text) => CellView::code(*text),
        Value::Path(path, evidence) => {
            let url = evidence.as_ref().map(|file| route::relative(page, &route::evidence_page(file, 1)));
            CellView::Code(SourceView { place: (*path).to_owned(), url })
        }
        Value::Url(url) => CellView::Link { url: (*url).to_owned(), text: (*url).to_owned() },
        Value::YesNo(yes) => CellView::Text { text: site.say(words::of::yes_or_no(*yes)) },
        Value::Date(date) => CellView::Date { date: date.to_string() },
        Value::Record(record) | Value::Person(record) => CellView::Records { records: vec![site.record(page, *record)] },
        Value::Unknown(id) => CellView::Text { text: (*id).to_owned() },
        Value::Prose(text) => {
            let html = prose::html(site, &text.body, &Place::record(page, prefix))?;
            CellView::Html { html: format!("<div class=\"prose\">{html}</div>") }
        }
        Value::List(values) => {
            let cells = values.iter().enumerate().map(|(number, one)| value(site, page, one, &format!("{prefix}{}-", number + 1)));
            let cells = cells.collect::<Result<Vec<_>, Fatal>>()?;
            if cells.iter().all(|c| matches!(c, CellView::Text { .. })) {
                let lines = cells.into_iter().map(|c| if let CellView::Text { text } = c { text } else { String::new() }).collect();
                return Ok(CellView::Lines { lines });
            }
            CellView::Many { cells }
        }
        Value::Table(fields, rows) => CellView::Html { html: groups(site, page, fields, rows, prefix)? },
        Value::Stamp(values) => CellView::Many { cells: values.iter().map(|(_, one)| value(site, page, one, prefix)).collect::<Result<_, _>>()? },
        Value::Group(values) => CellView::Html { html: group(site, page, values, prefix)? },
    })
}

/// A group as a list of names and values.
fn group(site: &Site, page: &str, values: &[(&Field, Value)], prefix: &str) -> Result<String, Fatal> {
    let mut html = String::from("<dl class=\"group\">");
    for (field, shown) in values {
        let value = value(site, page, shown, &format!("{prefix}{}-", field.name))?;
        html.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>", escaped(&field.label), inline(&value)));
    }
    html.push_str("</dl>");
    Ok(html)
}

/// Groups as a table, a column for each field that is used.
fn groups(site: &Site, page: &str, fields: &[&Field], rows: &[Vec<Option<Value>>], prefix: &str) -> Result<String, Fatal> {
    let mut html =
        format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><thead><tr>", escaped(&site.say(words::table())));
    for field in fields {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&field.label)));
    }
    html.push_str("</tr></thead><tbody>");
    for (number, row) in rows.iter().enumerate() {
        html.push_str("<tr>");
        for (field, cell) in fields.iter().zip(row) {
            let shown = match cell {
                Some(cell) => inline(&value(site, page, cell, &format!("{prefix}{}-{}-", number + 1, field.name))?),
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
