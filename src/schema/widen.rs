//! What a project adds to what is built in: words to an enumeration, also inside a group, and kinds to the ends of a link.

use super::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use super::field::{Field, FieldType};
use super::link::Ends;
use super::{Schema, decode, overlay};
use crate::diag::{Diagnostic, did_you_mean};
use crate::yaml::{Key, Node};

/// Adds the words of `add` to an enumeration: to that of the field, or, with a map, to those of the fields of its group.
pub(super) fn field(ty: &mut FieldType, key: &Key, node: &Node, out: &mut Vec<Diagnostic>) {
    let Some(add) = node.get("add") else { return };
    let no_enum = |out: &mut Vec<Diagnostic>| {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("`{}` is no enum: nothing can be added", key.name)));
    };
    match inner(ty) {
        FieldType::Enum { values, labels } => words(node, "add", node, values, labels, out),
        FieldType::Group(fields) => match add.map() {
            Some(entries) => entries.iter().for_each(|(name, _)| of_group(fields, name, add, node, out)),
            None => match enums(fields).as_slice() {
                [only] => {
                    let only = only.clone();
                    if let Some(FieldType::Enum { values, labels }) = fields.iter_mut().find(|f| f.name == only).map(|f| inner(&mut f.ty)) {
                        words(node, "add", node, values, labels, out);
                    }
                }
                [] => no_enum(out),
                several => {
                    let help = format!("write `add: {{{}: [word]}}`; its enums are: {}", several[0], several.join(", "));
                    out.push(Diagnostic::new(&SCHEMA_INVALID, add.span, format!("`{}` has several enums", key.name)).help(help));
                }
            },
        },
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Person
        | FieldType::Integer
        | FieldType::Number
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Url
        | FieldType::Purl
        | FieldType::Hash
        | FieldType::Path
        | FieldType::Version
        | FieldType::Clause
        | FieldType::Scale(_)
        | FieldType::Link { .. }
        | FieldType::List(_) => no_enum(out),
    }
}

fn of_group(fields: &mut [Field], name: &Key, add: &Node, node: &Node, out: &mut Vec<Diagnostic>) {
    let known = enums(fields);
    match fields.iter_mut().find(|f| f.name == name.name).map(|f| inner(&mut f.ty)) {
        Some(FieldType::Enum { values, labels }) => words(add, &name.name, node, values, labels, out),
        _ => {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let words = format!("no enum of the group is called `{}`", name.name);
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, name.span, words).help(did_you_mean(&name.name, &known)));
        }
    }
}

/// The fields of a group that are enumerations.
fn enums(fields: &[Field]) -> Vec<String> {
    let is_enum = |ty: &FieldType| match ty {
        FieldType::List(inner) => matches!(**inner, FieldType::Enum { .. }),
        ty => matches!(ty, FieldType::Enum { .. }),
    };
    fields.iter().filter(|f| is_enum(&f.ty)).map(|f| f.name.clone()).collect()
}

/// What the items of a list are, or the type itself.
fn inner(ty: &mut FieldType) -> &mut FieldType {
    match ty {
        FieldType::List(inner) => inner,
        ty => ty,
    }
}

/// More words for an enum, with their labels.
fn words(holder: &Node, key: &str, labelled: &Node, values: &mut Vec<String>, labels: &mut Vec<(String, String)>, out: &mut Vec<Diagnostic>) {
    for word in decode::texts(holder, key, out) {
        if values.contains(&word) {
            let span = holder.get(key).map_or(holder.span, |n| n.span);
            out.push(Diagnostic::new(&SCHEMA_INVALID, span, format!("the word `{word}` is there already")));
        } else {
            values.push(word);
        }
    }
    labels.extend(decode::labels(labelled).into_iter().filter(|(word, _)| values.contains(word)));
}

/// More kinds at the ends of a link that exists: `add: {from: [plan], to: [document]}`.
pub(super) fn link(schema: &mut Schema, key: &Key, node: &Node, out: &mut Vec<Diagnostic>) {
    decode::unknown_keys(node, &["add"], out);
    let known: Vec<&str> = schema.links.iter().map(|l| l.name.as_str()).collect();
    let (Some(index), Some(add)) = (schema.links.iter().position(|l| l.name == key.name), node.get("add")) else {
        let words = format!("no link is called `{}`: nothing can be added to its ends", key.name);
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, key.span, words).help(did_you_mean(&key.name, &known)));
        return;
    };
    if !decode::is_map(add, "what is added to a link", out) {
        return;
    }
    decode::unknown_keys(add, &["from", "to"], out);
    for end in ["from", "to"] {
        let roles = decode::texts(add, end, out);
        let span = add.get(end).map_or(add.span, |n| n.span);
        let is_any = roles.iter().any(|role| role == "any");
        overlay::check_roles(schema, &Ends::Roles(roles.iter().filter(|role| *role != "any").cloned().collect()), span, out);
        let link = &mut schema.links[index];
        let ends = if end == "from" { &mut link.from } else { &mut link.to };
        match ends {
            Ends::Any => {}
            ends if is_any => *ends = Ends::Any,
            Ends::Roles(old) => old.extend(roles),
        }
    }
}

/// How to let more kinds use a link that exists, or to have one of the project's own.
pub(super) fn link_help(name: &str) -> String {
    format!(
        "to let more kinds use it, write `{name}: {{add: {{from: [plan], to: [document]}}}}`; a link of the project's own needs another name, as `own_{name}`"
    )
}
