//! Records, tables and their values as data for the theme.

use serde_json::{Value as Json, json};

use super::columns;
use super::document::{Align, Field, Links, Record, Table, Target, Value, Verdict, record_anchor};
use super::prepare::{HEAD_MAX, Prepare, label, tone};
use super::texts::Texts;

/// The width in characters up to which a field stands beside another one.
const HALF: usize = 34;
/// Values nest no deeper on paper; what is deeper is told in one line.
const VALUE_DEPTH: usize = 4;
/// Up to this number, linked records stand one a line with their titles.
const WITH_TITLES: usize = 4;

impl Prepare<'_> {
    /// A record: heading, fields, text, links, findings.
    pub(super) fn record(&mut self, record: &Record) -> Json {
        let anchor = self.claim(&record.anchor);
        let level = self.descend(record.level);
        let name = match (record.id.trim(), record.title.trim()) {
            ("", name) | (name, "") => self.texts.title(name, "–"),
            _ => self.texts.title(&record.title, "–"),
        };
        let fields: Vec<Json> = record.fields.iter().map(|field| self.field(field)).collect();
        let body = record.body.as_ref().map(|prose| self.inner(prose)).unwrap_or_default();
        let links: Vec<Json> = record.links.iter().map(|l| links(self.texts, l)).collect();
        let findings: Vec<Json> = record
            .findings
            .iter()
            .map(|f| json!({"severity": self.texts.narrow(&f.severity), "tone": tone(f.tone), "code": self.texts.narrow(&f.code), "message": self.texts.coded(&f.message)}))
            .collect();
        let mut below = Vec::new();
        self.blocks(&record.blocks, false, &mut below);
        let below: Vec<Json> = below.into_iter().map(|(_, json)| json).collect();
        // Without a title, the id alone is the heading.
        let id = if record.title.trim().is_empty() { String::new() } else { self.texts.line(&record.id) };
        json!({
            "t": "record", "anchor": anchor, "id": id, "title": name, "kind": self.texts.line(&record.kind), "level": level,
            "verdict": record.verdict.as_ref().map(|v| verdict(self.texts, v)), "fields": fields, "body": body, "links": links,
            "findings": findings, "blocks": below,
        })
    }

    fn field(&mut self, field: &Field) -> Json {
        let short = match &field.value {
            Value::Text(text) => text.chars().count() <= HALF && !text.contains('\n'),
            Value::Verdict(_) => true,
            Value::Ids(ids) => ids.len() <= 2 && ids.iter().map(|t| t.id.chars().count()).sum::<usize>() < HALF,
            Value::List(_) => enumeration(&field.value).is_some_and(|text| text.chars().count() <= HALF),
            Value::Prose(_) | Value::Groups(_) | Value::Again(_) => false,
        };
        json!({"label": self.texts.narrow(&field.label), "value": self.value(&field.value, 0), "wide": !short})
    }

    /// A value of a field or a cell.
    fn value(&mut self, value: &Value, depth: usize) -> Json {
        match value {
            Value::Text(text) => json!(self.texts.narrow(text)),
            Value::Ids(ids) => json!({"t": "ids", "of": ids.iter().map(|id| target(self.texts, id, false)).collect::<Vec<_>>()}),
            Value::Verdict(v) => verdict(self.texts, v),
            Value::Prose(prose) => json!({"t": "prose", "of": self.cell(prose)}),
            Value::Again(value) => json!({"t": "again", "of": self.value(value, depth)}),
            Value::List(_) | Value::Groups(_) if depth >= VALUE_DEPTH => json!(self.texts.narrow(&flat(value))),
            Value::List(values) => {
                if let Some(text) = enumeration(value) {
                    return json!(self.texts.narrow(&text));
                }
                let of: Vec<Json> = values.iter().map(|value| self.value(value, depth + 1)).collect();
                json!({"t": "list", "of": of})
            }
            Value::Groups(fields) => {
                let of: Vec<Json> =
                    fields.iter().map(|field| json!({"label": self.texts.narrow(&field.label), "value": self.value(&field.value, depth + 1)})).collect();
                json!({"t": "groups", "of": of})
            }
        }
    }

    /// A table, and whether it needs a page on its side.
    pub(super) fn table(&mut self, table: &Table) -> (Json, bool) {
        let anchor = table.anchor.as_deref().and_then(|anchor| self.claim(anchor));
        let (widths, sideways) = columns::layout(table);
        let columns: Vec<Json> = table
            .columns
            .iter()
            .zip(widths)
            .map(|(column, width)| {
                let align = match column.align {
                    Align::Start => "start",
                    Align::Center => "center",
                    Align::End => "end",
                };
                json!({"label": self.texts.narrow(&column.label), "width": width, "align": align})
            })
            .collect();
        let rows: Vec<Vec<Json>> = if columns.is_empty() { Vec::new() } else { table.rows.iter().map(|row| self.row(row, columns.len())).collect() };
        let notes: Vec<String> = table.notes.iter().map(|note| self.texts.wide(note)).collect();
        let repeat = table.columns.iter().all(|column| column.label.len() <= HEAD_MAX);
        let json = json!({
            "t": "table", "repeat": repeat, "caption": self.texts.wide(&table.caption), "anchor": anchor, "columns": columns, "rows": rows,
            "notes": notes, "empty": self.texts.wide(&table.empty),
        });
        (json, sideways)
    }

    /// A row with exactly as many cells as there are columns: a wrong count would shift all rows after it.
    fn row(&mut self, row: &[Value], columns: usize) -> Vec<Json> {
        let mut cells: Vec<Json> = row.iter().map(|value| self.value(value, 1)).collect();
        if cells.len() > columns {
            let surplus = cells.split_off(columns - 1);
            cells.push(json!({"t": "list", "of": surplus}));
        }
        cells.resize(columns, json!(""));
        cells
    }
}

fn verdict(texts: Texts<'_>, verdict: &Verdict) -> Json {
    json!({"t": "verdict", "word": texts.narrow(&verdict.word), "tone": tone(verdict.tone)})
}

fn links(texts: Texts<'_>, links: &Links) -> Json {
    let titles = links.targets.len() <= WITH_TITLES && links.targets.iter().any(|t| !t.title.is_empty());
    let targets: Vec<Json> = links.targets.iter().map(|t| target(texts, t, titles)).collect();
    json!({"label": texts.narrow(&links.label), "titles": titles, "targets": targets})
}

/// A linked record; `to` is taken away later unless the record stands in this document.
fn target(texts: Texts<'_>, target: &Target, titled: bool) -> Json {
    let mut json = json!({"id": texts.narrow(&target.id), "known": target.known});
    if target.known {
        json["to"] = json!(label(&record_anchor(&target.id)));
    }
    if titled {
        json["title"] = json!(texts.line(&target.title));
    }
    json
}

/// A list of short words in one line, if it is one.
fn enumeration(value: &Value) -> Option<String> {
    let Value::List(values) = value else { return None };
    let words = values.iter().map(|value| match value {
        Value::Text(text) if text.chars().count() <= HALF && !text.contains([',', '\n']) => Some(text.as_str()),
        _ => None,
    });
    Some(words.collect::<Option<Vec<_>>>()?.join(", "))
}

/// A value in one line.
fn flat(value: &Value) -> String {
    let join = |parts: Vec<String>| parts.join("; ");
    match value {
        Value::Text(text) => text.clone(),
        Value::Ids(ids) => join(ids.iter().map(|t| t.id.clone()).collect()),
        Value::Verdict(verdict) => verdict.word.clone(),
        Value::Prose(prose) => columns::body_text(&prose.body),
        Value::List(values) => join(values.iter().map(flat).collect()),
        Value::Again(value) => flat(value),
        Value::Groups(fields) => join(fields.iter().map(|f| format!("{}: {}", f.label, flat(&f.value))).collect()),
    }
}
