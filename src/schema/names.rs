//! Names in a project's schema file that can be looked at only once everything is declared, and names that cannot be.

use super::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use super::{Schema, decode};
use crate::diag::{Diagnostic, did_you_mean};
use crate::yaml::{Key, Node, Value};

/// Reports, each at its place: kinds, fields and links whose names are no `snake_case` or stand for something else, ends of
/// link fields that no kind has, and labels of words that an enum lacks.
pub(super) fn check(project: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) {
    let under = |node: &Node, key: &str| node.get(key).and_then(Node::map).unwrap_or_default().to_vec();
    for (kind, node) in under(project, "kinds") {
        snake_case("kind", &kind, out);
        let id = schema.kinds.iter().find(|k| k.name == kind.name);
        for (field, declared) in under(&node, "fields") {
            snake_case("field", &field, out);
            if ["id", "kind"].contains(&field.name.as_str()) {
                out.push(Diagnostic::new(&SCHEMA_INVALID, field.span, format!("every record has its own `{}`", field.name)));
            } else if let Some(link) = id.and_then(|k| written(schema, k, &field.name)) {
                out.push(Diagnostic::new(&SCHEMA_INVALID, field.span, format!("`{}` is the name of the link `{link}`", field.name)));
            }
            values(&declared, schema, out);
        }
    }
    for (link, node) in under(project, "links") {
        snake_case("link", &link, out);
        if let Some(inverse) = node.get("inverse").filter(|n| n.text().is_some_and(|t| !is_snake_case(t))) {
            out.push(Diagnostic::new(&SCHEMA_INVALID, inverse.span, "a link's name is written as `snake_case`"));
        }
    }
    under(project, "scales").iter().for_each(|(scale, _)| snake_case("scale", scale, out));
}

/// The link that a record of a kind writes under this name.
fn written<'a>(schema: &'a Schema, kind: &super::Kind, name: &str) -> Option<&'a str> {
    let found = schema.links.iter().find(|l| (l.name == name && l.from.allow(kind)) || (l.inverse == name && l.to.allow(kind)));
    found.map(|l| l.name.as_str())
}

/// The declaration of a value: ends of links, labels of words; and those of what it holds.
fn values(node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) {
    let ty = node.get("type").and_then(Node::text);
    if let (Some("link"), Some(to)) = (ty, node.get("to")) {
        let one = std::slice::from_ref(to);
        for end in to.list().unwrap_or(one) {
            let role = end.text().unwrap_or_default();
            if role != "any" && !schema.kinds.iter().any(|k| k.has_role(role)) {
                let known: Vec<&str> = schema.kinds.iter().map(|k| k.name.as_str()).collect();
                let words = format!("no kind is called `{role}` or has it as a role");
                out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, end.span, words).help(did_you_mean(role, &known)));
            }
        }
    }
    if let (Some("enum"), Some(labels)) = (ty, node.get("labels")) {
        let mut words = decode::texts(node, "values", &mut Vec::new());
        words.extend(decode::texts(node, "add", &mut Vec::new()));
        let known: Vec<&str> = words.iter().map(String::as_str).collect();
        for (word, _) in labels.map().unwrap_or_default().iter().filter(|(w, _)| !known.contains(&w.name.as_str())) {
            let message = format!("`{}` is none of the words", word.name);
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, word.span, message).help(did_you_mean(&word.name, &known)));
        }
    }
    node.get("of").iter().for_each(|of| values(of, schema, out));
    if let Some(Value::Map(fields)) = node.get("fields").map(|n| &n.value) {
        for (field, declared) in fields {
            snake_case("field", field, out);
            values(declared, schema, out);
        }
    }
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn snake_case(what: &str, key: &Key, out: &mut Vec<Diagnostic>) {
    if !is_snake_case(&key.name) {
        let words = format!("`{}` cannot be the name of a {what}", key.name);
        out.push(Diagnostic::new(&SCHEMA_INVALID, key.span, words).help("write it as `snake_case`: small ASCII letters, digits and `_`"));
    }
}
