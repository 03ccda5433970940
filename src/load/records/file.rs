//! A record file to raw records: pure, one file at a time.

use crate::diag::{Diagnostic, did_you_mean};
use crate::load::chapters::prose::{self, Markdown};
use crate::load::codes::{INVALID_ID, MISSING_ID, MISSING_KIND, RECORD_SHAPE, UNKNOWN_FIELD, UNKNOWN_KIND, WRONG_TYPE};
use crate::load::records::empty;
use crate::load::records::value::{self, Reading, short};
use crate::model::{Entry, LONGEST_ID, Value};
use crate::schema::{Kind, KindId, LinkType, Name, Schema, Side, Wants};
use crate::source::{FileId, Source, Span, Text, odd_words};
use crate::yaml::{self, Limits, Node};

/// A record as one file says it.
#[derive(Debug)]
pub(in crate::load) struct RawRecord {
    pub(in crate::load) id: String,
    pub(in crate::load) span: Span,
    pub(in crate::load) kind: KindId,
    pub(in crate::load) fields: Vec<(u16, Entry)>,
    pub(in crate::load) links: Vec<RawLink>,
    pub(in crate::load) holes: Vec<(String, Span)>,
}

/// A link as one file says it.
#[derive(Debug)]
pub(in crate::load) struct RawLink {
    pub(in crate::load) name: Name,
    pub(in crate::load) target: String,
    pub(in crate::load) fragment: Option<String>,
    pub(in crate::load) span: Span,
}

/// What a file gave.
#[derive(Debug, Default)]
pub(in crate::load) struct Parsed {
    pub(in crate::load) records: Vec<RawRecord>,
    pub(in crate::load) findings: Vec<Diagnostic>,
}

/// Reads a file by its extension.
pub(in crate::load) fn parse(source: &Source, file: FileId, schema: &Schema) -> Parsed {
    let mut parsed = Parsed::default();
    if source.path.to_ascii_lowercase().ends_with(".md") {
        markdown(source, file, schema, &mut parsed);
    } else if let Some(node) = yaml::parse(&source.text, file, 0, Limits::default(), &mut parsed.findings) {
        yaml_file(&node, source, schema, &mut parsed);
    }
    parsed
}

fn yaml_file(node: &Node, source: &Source, schema: &Schema, parsed: &mut Parsed) {
    // A file of nothing but `---` is as empty as one without it.
    if node.value == yaml::Value::Empty {
        return;
    }
    let Some(entries) = node.map() else {
        let words = format!("a record file must hold a map, found {}", node.words());
        parsed.findings.push(Diagnostic::new(&RECORD_SHAPE, node.span, words));
        return;
    };
    let Some(records) = node.get("records") else {
        let mut cx = Reading { schema, source, findings: &mut parsed.findings };
        parsed.records.extend(record(node, None, None, &mut cx));
        return;
    };
    for (key, _) in entries.iter().filter(|(k, _)| k.name != "kind" && k.name != "records") {
        let words = format!("`{}` cannot stand beside `records`", key.name);
        parsed.findings.push(Diagnostic::new(&RECORD_SHAPE, key.span, words).help("a file of many records has `kind:` and `records:` only"));
    }
    let Some(items) = records.list() else {
        let words = format!("`records` must be a list, found {}", records.words());
        parsed.findings.push(Diagnostic::new(&RECORD_SHAPE, records.span, words));
        return;
    };
    let kind = node.get("kind");
    for item in items {
        let mut cx = Reading { schema, source, findings: &mut parsed.findings };
        parsed.records.extend(record(item, kind, None, &mut cx));
    }
}

fn markdown(source: &Source, file: FileId, schema: &Schema, parsed: &mut Parsed) {
    let Some((front, body)) = front_matter(&source.text) else {
        let span = Span::new(file, 0, source.line(1).len());
        parsed.findings.push(Diagnostic::new(&RECORD_SHAPE, span, "a Markdown record begins with front matter between two lines of `---`"));
        return;
    };
    let known = parsed.findings.len();
    let Some(node) = yaml::parse(&source.text[front.clone()], file, front.start, Limits::default(), &mut parsed.findings) else {
        if parsed.findings.len() == known {
            let span = Span::new(file, 0, front.start);
            parsed.findings.push(Diagnostic::new(&RECORD_SHAPE, span, "the front matter is empty: what follows it belongs to no record"));
        }
        return;
    };
    let text = Text::verbatim(&source.text[body.clone()], file, body.start);
    let mut cx = Reading { schema, source, findings: &mut parsed.findings };
    parsed.records.extend(record(&node, None, Some(&text), &mut cx));
}

/// The byte ranges of front matter and of what follows.
pub fn front_matter(text: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let skip = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[skip..].split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = skip + first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

/// One record from its node; `shared` is the `kind` of the file, `body` the text of a Markdown record.
pub(in crate::load) fn record(node: &Node, shared: Option<&Node>, body: Option<&Text>, cx: &mut Reading) -> Option<RawRecord> {
    let Some(entries) = node.map() else {
        let words = format!("a record must be a map, found {}", node.words());
        cx.findings.push(Diagnostic::new(&RECORD_SHAPE, node.span, words));
        return None;
    };
    let kind = kind(node, shared, cx);
    let id = id(node, cx);
    let (kind, (id, span)) = (kind?, id?);
    let declared = cx.schema.kind(kind);
    let mut fields: Vec<(u16, Entry)> = Vec::new();
    let mut links = Vec::new();
    let hole = |key: &yaml::Key| (key.name.clone(), key.span);
    let mut holes: Vec<(String, Span)> = entries.iter().filter(|(_, node)| node.value == yaml::Value::Empty).map(|(key, _)| hole(key)).collect();
    for (key, value_node) in entries.iter().filter(|(k, _)| k.name != "id" && k.name != "kind") {
        if let Some(index) = declared.field(&key.name) {
            let field = &declared.fields[index as usize];
            empty::field(&id, key, value_node, field, cx);
            let left = empty::without_phrases(value_node, field, &cx.schema.says_nothing);
            holes.extend(left.iter().filter(|left| left.value == yaml::Value::Empty).map(|_| hole(key)));
            if let Some(entry) = value::entry(field, left.as_ref().unwrap_or(value_node), cx) {
                fields.push((index, entry));
            }
        } else if let Some(name) = cx.schema.link_of(kind, &key.name) {
            empty::link(&id, key, value_node, cx);
            link(name, cx.schema.link(name.link), &key.name, value_node, &mut links, cx);
        } else {
            unknown(kind, declared, key, cx);
        }
    }
    if let Some(text) = body.filter(|t| !t.text.trim().is_empty() && !empty::is_own(&t.text, Wants::Sentence, &cx.schema.says_nothing))
        && let Some(index) = declared.field("text")
    {
        let value = Value::Prose(Box::new(prose::record(text, Markdown::default(), cx.findings)));
        match fields.iter().find(|(i, _)| *i == index) {
            Some((_, entry)) => {
                let words = "the record has a `text` and a body: only one of them can be its text";
                cx.findings.push(Diagnostic::new(&RECORD_SHAPE, entry.span, words));
            }
            None => fields.push((index, Entry { span: text.span(0..text.text.len()), value })),
        }
    }
    fields.sort_by_key(|(i, _)| *i);
    Some(RawRecord { id, span, kind, fields, links, holes })
}

fn kind(node: &Node, shared: Option<&Node>, cx: &mut Reading) -> Option<KindId> {
    let Some(at) = node.get("kind").or(shared) else {
        cx.findings.push(Diagnostic::new(&MISSING_KIND, first_character(node, cx), "the record has no `kind`"));
        return None;
    };
    let name = at.text().unwrap_or_default();
    let found = cx.schema.kind_named(name);
    if found.is_none() {
        let known: Vec<&str> = cx.schema.kinds.iter().map(|k| k.name.as_str()).collect();
        let words = format!("no kind is called `{}`", short(name));
        cx.findings.push(Diagnostic::new(&UNKNOWN_KIND, at.span, words).help(did_you_mean(name, &known)));
    }
    found
}

fn id(node: &Node, cx: &mut Reading) -> Option<(String, Span)> {
    let Some(at) = node.get("id") else {
        cx.findings.push(Diagnostic::new(&MISSING_ID, first_character(node, cx), "the record has no `id`"));
        return None;
    };
    let Some(id) = at.text() else {
        cx.findings.push(Diagnostic::new(&MISSING_ID, at.span, format!("`id` must be text, found {}", at.words())));
        return None;
    };
    if let Some(fault) = id_fault(id) {
        cx.findings.push(Diagnostic::new(&INVALID_ID, at.span, format!("`{}` is no valid id: {fault}", short(id))).maybe_help(odd_words(id)));
        return None;
    }
    Some((id.to_owned(), at.span))
}

/// What is wrong with an id; an id is also a file name, on every system.
pub fn id_fault(id: &str) -> Option<&'static str> {
    const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
    let stem = id.split('.').next().unwrap_or("").to_ascii_lowercase();
    let numbered = (stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == 4 && stem.ends_with(|c: char| c.is_ascii_digit());
    if id.is_empty() {
        Some("it is empty")
    } else if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Some("it must start with an ASCII letter")
    } else if !id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        Some("only ASCII letters, digits, `-`, `_` and `.` are allowed")
    } else if id.len() > LONGEST_ID {
        Some("it is longer than 200 characters")
    } else if id.ends_with('.') || id.contains("..") {
        Some("it ends with a dot or has two dots in a row")
    } else if DEVICES.contains(&stem.as_str()) || numbered {
        Some("it is the name of a device on Windows")
    } else {
        None
    }
}

fn link(name: Name, link: &LinkType, written: &str, node: &Node, links: &mut Vec<RawLink>, cx: &mut Reading) {
    let one = std::slice::from_ref(node);
    for item in if let yaml::Value::Empty = node.value { &[] } else { node.list().unwrap_or(one) } {
        let Some(text) = item.text() else {
            let words = format!("`{written}` must be an id or a list of ids, found {}", item.words());
            cx.findings.push(Diagnostic::new(&WRONG_TYPE, item.span, words));
            continue;
        };
        let (target, fragment) = match text.split_once('#') {
            Some((id, entry)) if link.fragment.is_some() && name.side == Side::Forward => (id, Some(entry.to_owned())),
            _ => (text, None),
        };
        links.push(RawLink { name, target: target.to_owned(), fragment, span: item.span });
    }
}

fn unknown(kind: KindId, declared: &Kind, key: &yaml::Key, cx: &mut Reading) {
    let links = cx.schema.link_names_of(kind);
    let known: Vec<&str> = declared.fields.iter().map(|f| f.name.as_str()).chain(links.iter().copied()).collect();
    let finding = if cx.schema.is_link(&key.name) {
        let words = format!("{} cannot write the link `{}`", cx.schema.words_of(declared), key.name);
        Diagnostic::new(&UNKNOWN_FIELD, key.span, words).help(format!("its links are: {}", links.join(", ")))
    } else {
        let words = format!("{} has no field or link `{}`", cx.schema.words_of(declared), short(&key.name));
        Diagnostic::new(&UNKNOWN_FIELD, key.span, words).help(did_you_mean(&key.name, &known))
    };
    cx.findings.push(finding);
}

/// A place short enough to point at.
fn first_character(node: &Node, cx: &Reading) -> Span {
    let start = node.span.start;
    let length = cx.source.text.get(start as usize..node.span.end as usize).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    Span { end: start + length as u32, ..node.span }
}
