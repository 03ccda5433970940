//! Fields and links that are written and say nothing.

use crate::diag::Diagnostic;
use crate::load::codes::EMPTY_FIELD;
use crate::load::records::value::{Reading, short};
use crate::model::{gives_no_reason, is_placeholder, is_stated};
use crate::schema::{Field, FieldType, Wants};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};

/// The key under which stands why there is none.
pub(in crate::load) const NONE: &str = "none";

/// How to say of a field that there is none.
pub(in crate::load) fn none_help(field: &str) -> String {
    format!("if there is none, write why: `{field}: {{none: reason}}`")
}

/// Reports what is written in a field of a record without saying anything. An empty list is an answer.
pub(in crate::load) fn field(id: &str, key: &Key, node: &Node, field: &Field, cx: &mut Reading) {
    if matches!(node.value, Value::Empty) {
        hole(id, &key.name, key.span, cx);
    } else {
        field_value(id, &key.name, node, field, cx);
    }
}

/// Reports a link that is written and leads nowhere. A placeholder dangles: that is told elsewhere.
pub(in crate::load) fn link(id: &str, key: &Key, node: &Node, cx: &mut Reading) {
    if matches!(node.value, Value::Empty) {
        hole(id, &key.name, key.span, cx);
    }
}

fn field_value(id: &str, name: &str, node: &Node, field: &Field, cx: &mut Reading) {
    if !field.or_none {
        return value(id, name, node, &field.ty, field.wants(), cx);
    }
    match &node.value {
        Value::Map(entries) => {
            for (key, reason) in entries.iter().filter(|(key, _)| key.name == NONE) {
                let name = format!("{name}.{NONE}");
                match &reason.value {
                    Value::Empty => hole(id, &name, key.span, cx),
                    Value::Scalar { text, .. } if !is_stated(text) || gives_no_reason(text, field.wants(), &cx.schema.says_nothing) => {
                        nothing(id, &name, reason.span, text, Some("write why there is none, or remove the field".to_owned()), cx);
                    }
                    Value::Scalar { .. } | Value::List(_) | Value::Map(_) => {}
                }
            }
        }
        Value::Scalar { text, .. } if !is_stated(text) || gives_no_reason(text, field.wants(), &cx.schema.says_nothing) => {
            nothing(id, name, node.span, text, Some(none_help(&field.name)), cx);
        }
        Value::Empty | Value::Scalar { .. } | Value::List(_) => value(id, name, node, &field.ty, field.wants(), cx),
    }
}

fn value(id: &str, name: &str, node: &Node, ty: &FieldType, wants: Wants, cx: &mut Reading) {
    match (ty, &node.value) {
        (_, Value::Empty) => hole(id, name, node.span, cx),
        (FieldType::List(inner), Value::List(items)) => items.iter().for_each(|n| value(id, name, n, inner, wants, cx)),
        (FieldType::List(inner), _) => value(id, name, node, inner, wants, cx),
        // A list where one value is meant.
        (_, Value::List(items)) => items.iter().for_each(|n| value(id, name, n, ty, wants, cx)),
        (FieldType::Group(fields), Value::Map(entries)) => {
            for (key, inner) in entries {
                let name = format!("{name}.{}", key.name);
                match fields.iter().find(|f| f.name == key.name) {
                    Some(_) if matches!(inner.value, Value::Empty) => hole(id, &name, key.span, cx),
                    Some(field) => field_value(id, &name, inner, field, cx),
                    None => {}
                }
            }
        }
        (_, Value::Scalar { text, .. }) if is_free(ty) && (is_placeholder(text) || gives_no_reason(text, wants, &cx.schema.says_nothing)) => {
            nothing(id, name, node.span, text, None, cx);
        }
        _ => {}
    }
}

/// What is left of a value without the texts of nothing but phrases that say nothing in the project: they count as not written,
/// wherever something is looked for. None where nothing falls away.
pub(in crate::load) fn without_phrases(node: &Node, field: &Field, own: &[String]) -> Option<Node> {
    if own.is_empty() { None } else { stripped_field(node, field, own) }
}

fn stripped_field(node: &Node, field: &Field, own: &[String]) -> Option<Node> {
    // A reason that says nothing leaves no answer.
    let reason = node.get(NONE).filter(|_| field.or_none).and_then(Node::text);
    match reason {
        Some(reason) if is_own(reason, field.wants(), own) => Some(Node { value: Value::Empty, ..node.clone() }),
        Some(_) => None,
        None => stripped(node, &field.ty, field.wants(), own),
    }
}

fn stripped(node: &Node, ty: &FieldType, wants: Wants, own: &[String]) -> Option<Node> {
    let with = |value: Value| Some(Node { value, ..node.clone() });
    match (ty, &node.value) {
        (_, Value::List(items)) => {
            let inner = if let FieldType::List(inner) = ty { inner } else { ty };
            let left: Vec<Option<Node>> = items.iter().map(|item| stripped(item, inner, wants, own)).collect();
            left.iter().any(Option::is_some).then_some(())?;
            with(Value::List(left.into_iter().zip(items).map(|(left, item)| left.unwrap_or_else(|| item.clone())).collect()))
        }
        (FieldType::List(inner), _) => stripped(node, inner, wants, own),
        (FieldType::Group(fields), Value::Map(entries)) => {
            let field = |key: &Key| fields.iter().find(|f| f.name == key.name);
            let left: Vec<Option<Node>> = entries.iter().map(|(key, n)| field(key).and_then(|f| stripped_field(n, f, own))).collect();
            left.iter().any(Option::is_some).then_some(())?;
            with(Value::Map(left.into_iter().zip(entries).map(|(left, (key, n))| (key.clone(), left.unwrap_or_else(|| n.clone()))).collect()))
        }
        (_, Value::Scalar { text, .. }) if is_free(ty) && is_own(text, wants, own) => with(Value::Empty),
        _ => None,
    }
}

/// Whether a text says nothing in this project, and would elsewhere: what says nothing anywhere stays, for all to see.
pub(in crate::load) fn is_own(text: &str, wants: Wants, own: &[String]) -> bool {
    gives_no_reason(text, wants, own) && !gives_no_reason(text, wants, &[])
}

/// Whether any words may stand there: a placeholder for a date, a number or a word of a list is told elsewhere.
fn is_free(ty: &FieldType) -> bool {
    use FieldType::{Group, Markdown, Path, Person, Text, Version};
    matches!(ty, Text | Markdown | Person | Version | Path | Group(_))
}

fn nothing(id: &str, name: &str, span: Span, text: &str, help: Option<String>, cx: &mut Reading) {
    let written = if text.trim().is_empty() { "is blank".to_owned() } else { format!("says nothing but `{}`", short(text.trim())) };
    cx.findings.push(Diagnostic::new(&EMPTY_FIELD, span, format!("`{name}` of `{id}` {written}")).maybe_help(help).about(id));
}

fn hole(id: &str, name: &str, span: Span, cx: &mut Reading) {
    // An alias, an anchor or a tag is something, though not allowed: that is told where it stands.
    let behind = cx.source.text.get(span.end as usize..).unwrap_or_default();
    if behind.trim_start_matches([':', ' ', '"', '\'']).starts_with(['*', '&', '!']) {
        return;
    }
    cx.findings.push(Diagnostic::new(&EMPTY_FIELD, span, format!("`{name}` of `{id}` has no value")).about(id));
}
