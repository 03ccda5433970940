//! A project's own schema file laid over the built-in declarations. It adds; it takes nothing away.

use super::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use super::link::Ends;
use super::{Scale, Schema, decode, names, widen};
use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::risk_matrix::{LevelNeed, RiskLevel, RiskMatrix};
use crate::yaml::{Key, Node};

/// Applies the file to the schema.
pub(super) fn apply(schema: &mut Schema, project: &Node, out: &mut Vec<Diagnostic>) {
    if !decode::is_map(project, "a schema", out) {
        return;
    }
    decode::unknown_keys(project, &["kinds", "links", "scales", "risk_matrix"], out);
    for (key, node) in entries(project, "scales", out) {
        let scale = Scale { name: key.name.clone(), levels: decode::levels(node, out) };
        classes_of(schema, node, out);
        match schema.scales.iter_mut().find(|s| s.name == key.name) {
            Some(_) if key.name == "safety_class" => {
                out.push(Diagnostic::new(&SCHEMA_INVALID, key.span, "the scale `safety_class` belongs to the standard"));
            }
            Some(old) => *old = scale,
            None => schema.scales.push(scale),
        }
    }
    for (key, node) in entries(project, "kinds", out) {
        match schema.kinds.iter().position(|k| k.name == key.name) {
            Some(index) => extend(schema, index, node, out),
            None => add(schema, key, node, out),
        }
    }
    for (key, node) in entries(project, "links", out) {
        if !decode::is_map(node, "a link", out) {
            continue;
        }
        if node.get("add").is_some() {
            widen::link(schema, key, node, out);
            continue;
        }
        let link = decode::link(&key.name, node, out);
        if schema.links.iter().any(|l| [&l.name, &l.inverse].iter().any(|n| **n == link.name || **n == link.inverse)) {
            let words = format!("a link called `{}` or `{}` exists already", link.name, link.inverse);
            out.push(Diagnostic::new(&SCHEMA_INVALID, key.span, words).help(widen::link_help(&link.name)));
            continue;
        }
        for (end, field) in [(&link.from, "from"), (&link.to, "to")] {
            check_roles(schema, end, node.get(field).map_or(key.span, |n| n.span), out);
        }
        schema.links.push(link);
    }
    if let Some(node) = project.get("risk_matrix") {
        schema.risk_matrix = risk_matrix(schema, node, out);
    }
    names::check(project, schema, out);
}

fn entries<'a>(project: &'a Node, key: &str, out: &mut Vec<Diagnostic>) -> &'a [(Key, Node)] {
    let Some(node) = project.get(key) else { return &[] };
    node.map().unwrap_or_else(|| {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("`{key}` must be a map, found {}", node.words())));
        &[]
    })
}

/// The safety classes that values of a scale name are those of the standard.
fn classes_of(schema: &Schema, node: &Node, out: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = schema.scale("safety_class").map_or_else(Vec::new, |s| s.levels.iter().map(|l| l.id.as_str()).collect());
    for class in node.list().unwrap_or_default().iter().filter_map(|item| item.get("safety_class")) {
        let name = class.text().unwrap_or_default();
        if !known.contains(&name) {
            let words = format!("no safety class is called `{name}`");
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, class.span, words).help(did_you_mean(name, &known)));
        }
    }
}

/// New fields and new words for a kind that exists.
fn extend(schema: &mut Schema, index: usize, node: &Node, out: &mut Vec<Diagnostic>) {
    if !decode::is_map(node, "a kind", out) {
        return;
    }
    decode::unknown_keys(node, &["label", "plural", "prefix", "doc", "fields"], out);
    for (target, key) in [(0, "label"), (1, "plural"), (2, "doc")] {
        let Some(text) = decode::text(node, key, out) else { continue };
        let kind = &mut schema.kinds[index];
        *[&mut kind.label, &mut kind.plural, &mut kind.doc][target] = text;
    }
    if node.get("prefix").is_some() {
        schema.kinds[index].prefixes = decode::prefixes(node, out);
    }
    for (key, field) in entries(node, "fields", out) {
        let existing = schema.kinds[index].field(&key.name);
        match (existing, field.get("add")) {
            (Some(at), Some(_)) => {
                decode::unknown_keys(field, &["type", "add", "labels"], out);
                widen::field(&mut schema.kinds[index].fields[at as usize].ty, key, field, out);
            }
            (Some(_), None) => {
                let words = format!("the kind has a field `{}` already", key.name);
                out.push(Diagnostic::new(&SCHEMA_INVALID, key.span, words).help("a project adds fields, and words to an enum with `add`"));
            }
            (None, _) => {
                let one = Node { span: field.span, value: crate::yaml::Value::Map(vec![(key.clone(), field.clone())]) };
                for field in decode::fields(&one, schema, out) {
                    decode::put(&mut schema.kinds[index].fields, field);
                }
            }
        }
    }
}

/// A kind of the project's own.
fn add(schema: &mut Schema, key: &Key, node: &Node, out: &mut Vec<Diagnostic>) {
    if !decode::is_map(node, "a kind", out) {
        return;
    }
    let common = schema.common.clone();
    let kind = decode::kind(&key.name, node, &common, schema, out);
    for role in kind.roles.iter().filter(|r| **r != kind.name) {
        match schema.roles.iter().find(|(name, _)| name == role) {
            None => {
                let known: Vec<&str> = schema.roles.iter().map(|(n, _)| n.as_str()).collect();
                let words = format!("no role is called `{role}`");
                out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, node.span, words).help(did_you_mean(role, &known)));
            }
            Some((_, needs)) => {
                for need in needs.iter().filter(|n| kind.field(n).is_none()) {
                    let words = format!("kind `{}` has the role `{role}` and lacks its field `{need}`", kind.name);
                    out.push(Diagnostic::new(&SCHEMA_INVALID, key.span, words).help(format!("declare a field `{need}`")));
                }
            }
        }
    }
    schema.kinds.push(kind);
}

pub(super) fn check_roles(schema: &Schema, end: &Ends, span: crate::source::Span, out: &mut Vec<Diagnostic>) {
    let Ends::Roles(roles) = end else { return };
    for role in roles {
        if !schema.kinds.iter().any(|k| k.has_role(role)) {
            let known: Vec<&str> = schema.kinds.iter().map(|k| k.name.as_str()).collect();
            let words = format!("no kind is called `{role}` or has it as a role");
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, words).help(did_you_mean(role, &known)));
        }
    }
}

fn risk_matrix(schema: &Schema, node: &Node, out: &mut Vec<Diagnostic>) -> Option<RiskMatrix> {
    if !decode::is_map(node, "a risk matrix", out) {
        return None;
    }
    decode::unknown_keys(node, &["by", "levels", "cells"], out);
    let by = decode::texts(node, "by", out);
    let [rows, columns] = by.as_slice() else {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "`risk_matrix` needs `by`: the scale of its rows and the scale of its columns"));
        return None;
    };
    let known: Vec<&str> = schema.scales.iter().map(|s| s.name.as_str()).collect();
    let (Some(row_scale), Some(column_scale)) = (schema.scale(rows), schema.scale(columns)) else {
        let (unknown, place) = if schema.scale(rows).is_none() { (rows, 0) } else { (columns, 1) };
        let span = node.get("by").and_then(|by| by.list()?.get(place)).map_or(node.span, |n| n.span);
        let words = format!("no scale is called `{unknown}`");
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, words).help(did_you_mean(unknown, &known)));
        return None;
    };
    let mut levels = Vec::new();
    for item in decode::items(node, "levels", out) {
        let Some(id) = decode::text(item, "id", out) else {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, "a level of the matrix needs an `id`"));
            continue;
        };
        decode::unknown_keys(item, &["id", "label", "acceptable", "needs", "doc"], out);
        let label = decode::text(item, "label", out).unwrap_or_else(|| id.clone());
        levels.push(RiskLevel { id, label, acceptable: decode::flag(item, "acceptable", out), needs: level_needs(item, out) });
    }
    let mut cells = Vec::new();
    for (row_key, row) in entries(node, "cells", out) {
        let Some(r) = row_scale.rank(&row_key.name) else {
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, row_key.span, format!("`{}` is no value of the scale `{rows}`", row_key.name)));
            continue;
        };
        if !decode::is_map(row, "a row of the matrix", out) {
            continue;
        }
        for (column_key, cell) in row.map().unwrap_or_default() {
            let c = column_scale.rank(&column_key.name);
            let level = cell.text().and_then(|t| levels.iter().position(|l| l.id == t));
            match (c, level) {
                (Some(c), Some(level)) => cells.push((r, c, level)),
                (None, _) => {
                    out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, column_key.span, format!("`{}` is no value of the scale `{columns}`", column_key.name)))
                }
                (_, None) => out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, cell.span, "no level of the matrix has this name")),
            }
        }
    }
    cells.sort_unstable();
    for (r, row) in row_scale.levels.iter().enumerate() {
        for (c, column) in column_scale.levels.iter().enumerate() {
            if !cells.iter().any(|(a, b, _)| (*a, *b) == (r, c)) {
                let words = format!("the matrix has no cell for {rows} `{}` and {columns} `{}`", row.id, column.id);
                out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, words));
            }
        }
    }
    Some(RiskMatrix { rows: rows.clone(), columns: columns.clone(), levels, cells })
}

/// What a level of the matrix needs: a word or a list of words.
fn level_needs(level: &Node, out: &mut Vec<Diagnostic>) -> Vec<LevelNeed> {
    let written = level.get("needs").map_or(&[][..], |n| n.list().unwrap_or(std::slice::from_ref(n)));
    let mut needs = Vec::new();
    for node in written {
        let word = node.text().unwrap_or_default();
        match LevelNeed::ALL.into_iter().find(|need| need.field() == word) {
            Some(need) if needs.contains(&need) => {}
            Some(need) => needs.push(need),
            None => {
                let words = format!("a level needs nothing that is called `{word}`");
                let known = LevelNeed::ALL.map(LevelNeed::field);
                out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, node.span, words).help(did_you_mean(word, &known)));
            }
        }
    }
    needs
}
