//! Data files to declarations; every name resolved or reported at its place.

use rustc_hash::FxHashMap;

use super::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use super::field::{Field, FieldType, humanise};
use super::kind::Kind;
use super::link::{Ends, LinkType};
use super::{Level, Scale, Schema};
use crate::diag::{Diagnostic, did_you_mean};
use crate::yaml::{Key, Node, Value};

const FIELD_TYPES: &[&str] = &[
    "boolean", "clause", "date", "enum", "group", "hash", "integer", "link", "list", "markdown", "number", "path", "person", "purl", "scale", "text",
    "url", "version",
];

/// The built-in declarations from their files.
pub(super) fn built_in(nodes: &FxHashMap<String, Node>, out: &mut Vec<Diagnostic>) -> Schema {
    let mut schema = Schema::default();
    if let Some(scales) = nodes.get("scales.yaml").and_then(|n| n.get("scales")).and_then(Node::map) {
        schema.scales = scales.iter().map(|(key, node)| Scale { name: key.name.clone(), levels: levels(node, out) }).collect();
    }
    let common = nodes.get("common.yaml").and_then(|n| n.get("fields")).map_or_else(Vec::new, |n| fields(n, &schema, out));
    let mut names: Vec<&String> = nodes.keys().collect();
    names.sort();
    for name in names {
        let node = &nodes[name];
        if name.starts_with("kinds/") {
            let kind_name = text(node, "kind", out).unwrap_or_default();
            let kind = kind(&kind_name, node, &common, &schema, out);
            schema.kinds.push(kind);
        } else if name.starts_with("standards/") {
            schema.standard_nodes.push(node.clone());
        }
    }
    if let Some(links) = nodes.get("links.yaml").and_then(|n| n.get("links")).and_then(Node::map) {
        schema.links = links.iter().map(|(key, node)| link(&key.name, node, out)).collect();
    }
    if let Some(roles) = nodes.get("roles.yaml").and_then(|n| n.get("roles")).and_then(Node::map) {
        for (role, node) in roles {
            let needs = texts(node, "needs", out);
            for kind in schema.kinds.iter().filter(|k| k.has_role(&role.name)) {
                for need in needs.iter().filter(|n| kind.field(n).is_none()) {
                    let words = format!("kind `{}` has the role `{}` without its field `{need}`", kind.name, role.name);
                    out.push(Diagnostic::new(&SCHEMA_INVALID, role.span, words));
                }
            }
            schema.roles.push((role.name.clone(), needs));
        }
    }
    schema.common = common;
    schema.index();
    schema.read_standards(out);
    schema
}

/// One kind; its own fields come after the common ones and replace those of the same name.
pub(super) fn kind(name: &str, node: &Node, common: &[Field], schema: &Schema, out: &mut Vec<Diagnostic>) -> Kind {
    let label = text(node, "label", out).unwrap_or_else(|| humanise(name));
    let plural = text(node, "plural", out).unwrap_or_else(|| format!("{label}s"));
    let prefixes = self::prefixes(node, out);
    let order = node.get("order").and_then(Node::text).and_then(|t| t.parse().ok()).unwrap_or(900);
    let mut roles = vec![name.to_owned()];
    roles.extend(texts(node, "roles", out));
    roles.extend(texts(node, "role", out));
    let mut all: Vec<Field> = common.to_vec();
    for field in node.get("fields").map_or_else(Vec::new, |n| fields(n, schema, out)) {
        put(&mut all, field);
    }
    let known = ["kind", "label", "plural", "prefix", "order", "roles", "role", "doc", "clauses", "fields"];
    unknown_keys(node, &known, out);
    Kind {
        name: name.to_owned(),
        label,
        plural,
        prefixes,
        order,
        roles,
        doc: text(node, "doc", out).unwrap_or_default(),
        clauses: texts(node, "clauses", out),
        fields: all,
    }
}

/// The usual prefixes of ids: one, or several.
pub(super) fn prefixes(node: &Node, out: &mut Vec<Diagnostic>) -> Vec<String> {
    texts(node, "prefix", out).into_iter().filter(|prefix| !prefix.is_empty()).collect()
}

/// Adds a field, or replaces the one of the same name.
pub(super) fn put(fields: &mut Vec<Field>, field: Field) {
    match fields.iter_mut().find(|f| f.name == field.name) {
        Some(old) => *old = field,
        None => fields.push(field),
    }
}

/// A map of fields.
pub(super) fn fields(node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) -> Vec<Field> {
    let Some(entries) = node.map() else {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("`fields` must be a map, found {}", node.words())));
        return Vec::new();
    };
    entries.iter().filter_map(|(key, node)| field(&key.name, node, schema, out)).collect()
}

fn field(name: &str, node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) -> Option<Field> {
    let ty = field_type(node, schema, out)?;
    unknown_keys(
        node,
        &[
            "type",
            "values",
            "labels",
            "scale",
            "to",
            "of",
            "fields",
            "label",
            "doc",
            "meaning",
            "many",
            "future",
            "name_only",
            "verdict",
            "or_none",
            "add",
        ],
        out,
    );
    Some(Field {
        name: name.to_owned(),
        label: text(node, "label", out).unwrap_or_else(|| humanise(name)),
        doc: text(node, "doc", out).unwrap_or_default(),
        ty,
        meaning: flag(node, "meaning", out),
        many: flag(node, "many", out),
        future: flag(node, "future", out),
        name_only: flag(node, "name_only", out),
        verdict: flag(node, "verdict", out),
        or_none: flag(node, "or_none", out),
    })
}

fn field_type(node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) -> Option<FieldType> {
    let Some(at) = node.get("type") else {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "a field needs a `type`"));
        return None;
    };
    let name = at.text().unwrap_or_default();
    Some(match name {
        "text" => FieldType::Text,
        "markdown" => FieldType::Markdown,
        "integer" => FieldType::Integer,
        "number" => FieldType::Number,
        "date" => FieldType::Date,
        "boolean" => FieldType::Boolean,
        "version" => FieldType::Version,
        "url" => FieldType::Url,
        "purl" => FieldType::Purl,
        "hash" => FieldType::Hash,
        "path" => FieldType::Path,
        "person" => FieldType::Person,
        "clause" => FieldType::Clause,
        "enum" => {
            let values = texts(node, "values", out);
            let labels = labels(node);
            if values.is_empty() {
                out.push(Diagnostic::new(&SCHEMA_INVALID, at.span, "an enum needs `values`"));
            }
            FieldType::Enum { values, labels }
        }
        "scale" => {
            let name = text(node, "scale", out).unwrap_or_default();
            if schema.scale(&name).is_none() {
                let known: Vec<&str> = schema.scales.iter().map(|s| s.name.as_str()).collect();
                let span = node.get("scale").map_or(node.span, |n| n.span);
                out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, format!("no scale is called `{name}`")).help(did_you_mean(&name, &known)));
            }
            FieldType::Scale(name)
        }
        "link" => FieldType::Link { to: texts(node, "to", out) },
        "list" => match node.get("of") {
            Some(of) => FieldType::List(Box::new(field_type(of, schema, out)?)),
            None => {
                out.push(Diagnostic::new(&SCHEMA_INVALID, at.span, "a list needs `of`: the type of its items"));
                return None;
            }
        },
        "group" => {
            let mut inner = node.get("fields").map_or_else(Vec::new, |n| fields(n, schema, out));
            if !inner.iter().any(|f| f.name == "text") {
                inner.push(Field {
                    name: "text".to_owned(),
                    label: humanise("text"),
                    doc: String::new(),
                    ty: FieldType::Markdown,
                    meaning: true,
                    many: false,
                    future: false,
                    name_only: false,
                    verdict: false,
                    or_none: false,
                });
            }
            FieldType::Group(inner)
        }
        other => {
            let words = format!("no field type is called `{other}`");
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, at.span, words).help(did_you_mean(other, FIELD_TYPES)));
            return None;
        }
    })
}

/// What is shown for the words of an enum.
pub(super) fn labels(node: &Node) -> Vec<(String, String)> {
    let entries = node.get("labels").and_then(Node::map).unwrap_or_default();
    entries.iter().filter_map(|(word, label)| Some((word.name.clone(), label.text()?.to_owned()))).collect()
}

/// One link type. Roles are checked once all kinds are known.
pub(super) fn link(name: &str, node: &Node, out: &mut Vec<Diagnostic>) -> LinkType {
    let known = ["inverse", "label", "inverse_label", "doc", "clauses", "from", "to", "acyclic", "outside", "fragment", "symmetric", "proves"];
    unknown_keys(node, &known, out);
    let inverse = text(node, "inverse", out).unwrap_or_else(|| {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("link `{name}` needs an `inverse`: its name at the other end")));
        format!("{name}_by")
    });
    LinkType {
        name: name.to_owned(),
        label: text(node, "label", out).unwrap_or_else(|| humanise(name)),
        inverse_label: text(node, "inverse_label", out).unwrap_or_else(|| humanise(&inverse)),
        symmetric: flag(node, "symmetric", out) || inverse == name,
        inverse,
        doc: text(node, "doc", out).unwrap_or_default(),
        clauses: texts(node, "clauses", out),
        from: ends(node, "from", out),
        to: ends(node, "to", out),
        acyclic: flag(node, "acyclic", out),
        outside: flag(node, "outside", out),
        fragment: text(node, "fragment", out),
        proves: node.get("proves").is_none_or(|n| n.text() == Some("true")),
    }
}

fn ends(node: &Node, key: &str, out: &mut Vec<Diagnostic>) -> Ends {
    match node.get(key).map(|n| &n.value) {
        None => Ends::Any,
        Some(Value::Scalar { text, .. }) if text == "any" => Ends::Any,
        Some(_) => Ends::Roles(texts(node, key, out)),
    }
}

/// The levels of a scale.
pub(super) fn levels(node: &Node, out: &mut Vec<Diagnostic>) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    if node.list().is_none() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("a scale must be a list of values, found {}", node.words())));
    }
    for item in node.list().unwrap_or_default() {
        let Some(id) = text(item, "id", out) else {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, "a value of a scale needs an `id`"));
            continue;
        };
        if levels.iter().any(|l| l.id == id) {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, format!("`{id}` is in the scale twice")));
            continue;
        }
        let label = text(item, "label", out).unwrap_or_else(|| id.clone());
        let safety_class = text(item, "safety_class", out);
        unknown_keys(item, &["id", "label", "doc", "safety_class"], out);
        levels.push(Level { id, label, safety_class });
    }
    levels
}

/// The text of a key; reports what is no text.
pub(super) fn text(node: &Node, key: &str, out: &mut Vec<Diagnostic>) -> Option<String> {
    let value = node.get(key)?;
    match &value.value {
        Value::Scalar { text, .. } => Some(text.clone()),
        Value::Empty => None,
        _ => {
            out.push(Diagnostic::new(&SCHEMA_INVALID, value.span, format!("`{key}` must be text, found {}", value.words())));
            None
        }
    }
}

/// The texts of a key: a list, or one text.
pub(super) fn texts(node: &Node, key: &str, out: &mut Vec<Diagnostic>) -> Vec<String> {
    match node.get(key) {
        None => Vec::new(),
        Some(Node { value: Value::Scalar { text, .. }, .. }) => vec![text.clone()],
        Some(Node { value: Value::List(items), .. }) if items.iter().all(|i| i.text().is_some()) => {
            items.iter().filter_map(|i| i.text().map(str::to_owned)).collect()
        }
        Some(other) => {
            out.push(Diagnostic::new(&SCHEMA_INVALID, other.span, format!("`{key}` must be a list of texts")));
            Vec::new()
        }
    }
}

/// Whether a key is true; reports what is neither true nor false.
pub(super) fn flag(node: &Node, key: &str, out: &mut Vec<Diagnostic>) -> bool {
    match text(node, key, out).as_deref() {
        Some("true") => true,
        Some("false") | None => false,
        Some(_) => {
            let span = node.get(key).map_or(node.span, |n| n.span);
            out.push(Diagnostic::new(&SCHEMA_INVALID, span, format!("`{key}` must be true or false")));
            false
        }
    }
}

/// Whether a declaration is a map; reports one that is not, for nothing in it would count.
pub(super) fn is_map(node: &Node, what: &str, out: &mut Vec<Diagnostic>) -> bool {
    if node.map().is_none() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("{what} must be a map, found {}", node.words())));
    }
    node.map().is_some()
}

/// The items of a key's list; reports what is no list.
pub(super) fn items<'a>(node: &'a Node, key: &str, out: &mut Vec<Diagnostic>) -> &'a [Node] {
    let Some(value) = node.get(key) else { return &[] };
    value.list().unwrap_or_else(|| {
        out.push(Diagnostic::new(&SCHEMA_INVALID, value.span, format!("`{key}` must be a list, found {}", value.words())));
        &[]
    })
}

/// The entries of a key's map; reports what is no map.
pub(super) fn entries<'a>(node: &'a Node, key: &str, out: &mut Vec<Diagnostic>) -> &'a [(Key, Node)] {
    let Some(value) = node.get(key) else { return &[] };
    if is_map(value, &format!("`{key}`"), out) { value.map().unwrap_or_default() } else { &[] }
}

/// Reports keys of a declaration that mean nothing.
pub(super) fn unknown_keys(node: &Node, known: &[&str], out: &mut Vec<Diagnostic>) {
    for (key, _) in node.map().unwrap_or_default() {
        if !known.contains(&key.name.as_str()) {
            let words = format!("`{}` means nothing in this declaration", key.name);
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, key.span, words).help(did_you_mean(&key.name, known)));
        }
    }
}
