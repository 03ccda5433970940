//! Nodes to values, by the type that the schema gives a field.

use crate::diag::{Diagnostic, did_you_mean};
use crate::load::chapters::prose::{self, Markdown};
use crate::load::codes::{UNKNOWN_FIELD, UNKNOWN_VALUE, WRONG_TYPE};
use crate::load::records::cut;
use crate::load::records::empty::{self, NONE};
use crate::load::unseen;
use crate::model::{Entry, Value, says_something};
use crate::schema::{Field, FieldType, Schema};
use crate::source::{Source, Text, deceives, join_inside, odd_words, odd_words_of_mixed};
use crate::yaml::{self, Node};

/// What decoding needs besides the node.
pub(in crate::load) struct Reading<'a> {
    pub(in crate::load) schema: &'a Schema,
    pub(in crate::load) source: &'a Source,
    pub(in crate::load) findings: &'a mut Vec<Diagnostic>,
}

/// The value of a field; `None` when nothing is written.
pub(in crate::load) fn entry(field: &Field, node: &Node, cx: &mut Reading) -> Option<Entry> {
    if let (true, yaml::Value::Map(entries)) = (field.or_none, &node.value) {
        return none(field, node, entries, cx);
    }
    let many = field.many && matches!(node.value, yaml::Value::List(_));
    match (&node.value, &field.ty) {
        (yaml::Value::Empty, _) => None,
        (yaml::Value::List(items), ty) if many => {
            let items = items.iter().filter_map(|n| typed(&field.name, ty, n, cx)).collect();
            Some(Entry { span: node.span, value: Value::List(items) })
        }
        (_, ty) => typed(&field.name, ty, node, cx),
    }
}

/// That there is none, and why: a text like any other, which begins with these words.
fn none(field: &Field, node: &Node, entries: &[(yaml::Key, Node)], cx: &mut Reading) -> Option<Entry> {
    for (key, _) in entries.iter().filter(|(key, _)| key.name != NONE) {
        let words = format!("`{}` has no field `{}`", field.name, key.name);
        cx.findings.push(Diagnostic::new(&UNKNOWN_FIELD, key.span, words).help(empty::none_help(&field.name)));
    }
    let (key, reason) = entries.iter().find(|(key, _)| key.name == NONE)?;
    let Some(written) = reason.located(cx.source) else {
        if reason.value != yaml::Value::Empty {
            let words = format!("`{}.{NONE}` must be text, found {}", field.name, reason.words());
            cx.findings.push(Diagnostic::new(&WRONG_TYPE, reason.span, words));
        }
        return None;
    };
    if !says_something(&written.text) {
        return None;
    }
    let mut text = Text::verbatim("None: ", key.span.file, key.span.start as usize);
    text.push_range(&written, 0..written.text.len());
    let value = match field.ty {
        FieldType::Markdown => Value::Prose(Box::new(prose::record(&text, Markdown::default(), cx.findings))),
        _ => return scalar(&field.name, &field.ty, &text.text, node, cx),
    };
    Some(Entry { span: node.span, value })
}

fn typed(name: &str, ty: &FieldType, node: &Node, cx: &mut Reading) -> Option<Entry> {
    if matches!(ty, FieldType::Text | FieldType::Markdown | FieldType::Person) {
        cut::report(name, node, cx);
    }
    let value = match (ty, &node.value) {
        (_, yaml::Value::Empty) => return None,
        (FieldType::List(inner), yaml::Value::List(items)) => Value::List(items.iter().filter_map(|n| typed(name, inner, n, cx)).collect()),
        // One item may stand for a list of one.
        (FieldType::List(inner), _) => Value::List(typed(name, inner, node, cx).into_iter().collect()),
        (FieldType::Group(fields), yaml::Value::Map(entries)) => group(name, fields, entries, cx),
        (FieldType::Group(fields), yaml::Value::Scalar { .. }) => {
            let text = fields.iter().find(|f| f.name == "text")?;
            Value::Group(vec![("text".to_owned(), entry(text, node, cx)?)])
        }
        (FieldType::Markdown, yaml::Value::Scalar { .. }) => {
            let located = node.located(cx.source)?;
            Value::Prose(Box::new(prose::record(&located, Markdown::default(), cx.findings)))
        }
        (_, yaml::Value::Scalar { text, .. }) => return scalar(name, ty, text, node, cx),
        (_, _) => {
            let words = format!("`{name}` must be {}, found {}", ty.words(), node.words());
            cx.findings.push(Diagnostic::new(&WRONG_TYPE, node.span, words));
            return None;
        }
    };
    Some(Entry { span: node.span, value })
}

fn group(name: &str, fields: &[Field], entries: &[(yaml::Key, Node)], cx: &mut Reading) -> Value {
    for (key, _) in entries {
        if !fields.iter().any(|f| f.name == key.name) {
            let known: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
            let words = format!("`{name}` has no field `{}`", key.name);
            cx.findings.push(Diagnostic::new(&UNKNOWN_FIELD, key.span, words).help(did_you_mean(&key.name, &known)));
        }
    }
    let mut values = Vec::new();
    for field in fields {
        if let Some((_, node)) = entries.iter().find(|(k, _)| k.name == field.name)
            && let Some(value) = entry(field, node, cx)
        {
            values.push((field.name.clone(), value));
        }
    }
    Value::Group(values)
}

/// A one-line value. What does not fit is reported and kept as text: it is shown, and counts as nothing else.
fn scalar(name: &str, ty: &FieldType, text: &str, node: &Node, cx: &mut Reading) -> Option<Entry> {
    let fits = match ty {
        FieldType::Integer => text.parse::<i64>().is_ok(),
        FieldType::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
        FieldType::Boolean => matches!(text, "true" | "false"),
        FieldType::Date => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        FieldType::Url => ["https://", "http://", "mailto:"].iter().any(|s| text.starts_with(s)) && !text.contains(char::is_whitespace),
        FieldType::Purl => text.starts_with("pkg:") && !text.contains(char::is_whitespace),
        FieldType::Hash => text.split_once(':').is_some_and(|(a, h)| !a.is_empty() && h.len() >= 8 && h.bytes().all(|b| b.is_ascii_hexdigit())),
        FieldType::Path => join_inside("", text).is_some(),
        FieldType::Version => !text.contains(['\n', '\r']),
        FieldType::Clause => text.chars().any(|c| c.is_ascii_digit()) && text.len() <= 64,
        _ => true,
    };
    if !fits {
        let words = format!("`{name}` must be {}, found `{}`", ty.words(), short(text));
        cx.findings.push(Diagnostic::new(&WRONG_TYPE, node.span, words).maybe_help(odd_words(text)));
        return Some(Entry { span: node.span, value: Value::Text(text.to_owned()) });
    }
    // Two names that look the same would be two people: nobody could approve what the other one wrote.
    if let (FieldType::Person, Some(odd)) = (ty, odd_words_of_mixed(text)) {
        cx.findings.push(Diagnostic::new(&WRONG_TYPE, node.span, format!("`{name}` is no plain name: {odd}")).help("write the name again by hand"));
    }
    let known: Option<Vec<&str>> = match ty {
        FieldType::Enum { values, .. } => Some(values.iter().map(String::as_str).collect()),
        FieldType::Scale(scale) => cx.schema.scale(scale).filter(|s| !s.levels.is_empty()).map(|s| s.levels.iter().map(|l| l.id.as_str()).collect()),
        _ => None,
    };
    if let Some(known) = &known
        && !known.contains(&text)
    {
        let words = format!("`{}` is no value of `{name}`", short(text));
        cx.findings.push(Diagnostic::new(&UNKNOWN_VALUE, node.span, words).help(did_you_mean(text, known)));
        return Some(Entry { span: node.span, value: Value::Text(text.to_owned()) });
    }
    let value = match ty {
        FieldType::Date => Value::Date(text.parse().ok()?),
        FieldType::Link { .. } => Value::Record { id: text.to_owned(), target: None },
        FieldType::Enum { .. } | FieldType::Scale(_) => Value::Word(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    };
    // In the name of a person, this and more has been reported.
    if !matches!(ty, FieldType::Person) && text.contains(deceives) {
        node.located(cx.source).iter().for_each(|text| unseen::report(text, cx.findings));
    }
    Some(Entry { span: node.span, value })
}

/// At most sixty characters of a value, for messages.
pub(in crate::load) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= 60 && line.len() == text.len() { line.to_owned() } else { format!("{}…", line.chars().take(60).collect::<String>()) }
}
