//! Fields and links that are written and say nothing.

use crate::diag::Diagnostic;
use crate::load::codes::EMPTY_FIELD;
use crate::load::records::value::{Reading, short};
use crate::model::{is_assent, is_placeholder};
use crate::schema::{Field, FieldType};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};

/// Reports what is written in a field of a record without saying anything. An empty list is an answer.
pub(in crate::load) fn field(id: &str, key: &Key, node: &Node, field: &Field, cx: &mut Reading) {
    if matches!(node.value, Value::Empty) {
        hole(id, &key.name, key.span, cx);
    } else {
        value(id, &key.name, node, &field.ty, field.wants_sentence(), cx);
    }
}

/// Reports a link that is written and leads nowhere. A placeholder dangles: that is told elsewhere.
pub(in crate::load) fn link(id: &str, key: &Key, node: &Node, cx: &mut Reading) {
    if matches!(node.value, Value::Empty) {
        hole(id, &key.name, key.span, cx);
    }
}

/// `sentence`: whether words of assent say nothing there.
fn value(id: &str, name: &str, node: &Node, ty: &FieldType, sentence: bool, cx: &mut Reading) {
    match (ty, &node.value) {
        (_, Value::Empty) => hole(id, name, node.span, cx),
        (FieldType::List(inner), Value::List(items)) => items.iter().for_each(|n| value(id, name, n, inner, sentence, cx)),
        (FieldType::List(inner), _) => value(id, name, node, inner, sentence, cx),
        // A list where one value is meant.
        (_, Value::List(items)) => items.iter().for_each(|n| value(id, name, n, ty, sentence, cx)),
        (FieldType::Group(fields), Value::Map(entries)) => {
            for (key, inner) in entries {
                let name = format!("{name}.{}", key.name);
                match fields.iter().find(|f| f.name == key.name) {
                    Some(_) if matches!(inner.value, Value::Empty) => hole(id, &name, key.span, cx),
                    Some(field) => value(id, &name, inner, &field.ty, field.wants_sentence(), cx),
                    None => {}
                }
            }
        }
        (_, Value::Scalar { text, .. }) if is_free(ty) && (is_placeholder(text) || sentence && is_assent(text)) => {
            let written = if text.trim().is_empty() { "is blank".to_owned() } else { format!("says nothing but `{}`", short(text.trim())) };
            cx.findings.push(Diagnostic::new(&EMPTY_FIELD, node.span, format!("`{name}` of `{id}` {written}")).about(id));
        }
        _ => {}
    }
}

/// Whether any words may stand there: a placeholder for a date, a number or a word of a list is told elsewhere.
fn is_free(ty: &FieldType) -> bool {
    use FieldType::{Group, Markdown, Path, Person, Text, Version};
    matches!(ty, Text | Markdown | Person | Version | Path | Group(_))
}

fn hole(id: &str, name: &str, span: Span, cx: &mut Reading) {
    // An alias, an anchor or a tag is something, though not allowed: that is told where it stands.
    let behind = cx.source.text.get(span.end as usize..).unwrap_or_default();
    if behind.trim_start_matches([':', ' ', '"', '\'']).starts_with(['*', '&', '!']) {
        return;
    }
    cx.findings.push(Diagnostic::new(&EMPTY_FIELD, span, format!("`{name}` of `{id}` has no value")).about(id));
}
