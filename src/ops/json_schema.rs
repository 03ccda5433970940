//! `techfile schema`: the form of record files as JSON Schema, for editors.
//!
//! Draft 7, because the YAML language server supports it best. The kind of a record is told by `if`/`then` and not by
//! `oneOf`: a failed `oneOf` makes an editor complain about every kind at once, while with `if` only the branch of the
//! kind that is written completes and complains, at the very key. For the same reason a value that may stand alone or in
//! a list is one schema with several types wherever that says enough. Held against yaml-language-server 1.25.0: keys and
//! words are completed everywhere, and each mistake is one message. It has to read YAML 1.2, as it does unless told
//! otherwise: to YAML 1.1 the key `on` is a truth value.

use serde_json::{Map, Value as Json, json};

use super::{Place, open};
use crate::load;
use crate::model::LONGEST_ID;
use crate::schema::{Ends, Field, FieldType, Kind, KindId, LinkId, LinkType, Schema, Side};
use crate::source::{Fatal, Sources};

/// An id, as `load` takes it; the names of Windows devices are left to `techfile check`.
const ID: &str = r"^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$";

/// What plain text may be to a reader of YAML: techfile takes `1.10` and `true` as the words that were written.
const TEXT: &[&str] = &["string", "number", "boolean"];

/// The schema of the snapshot that a build writes and a release freezes.
pub fn snapshot_schema() -> Json {
    crate::model::snapshot::json_schema()
}

/// The schema of the record files of a project; without one, of the built-in kinds.
///
/// # Errors
/// When the settings or the project's own declarations cannot be read.
pub fn json_schema(place: Option<&Place>) -> Result<String, Fatal> {
    let schema = match place {
        None => Schema::built_in()?,
        Some(place) => {
            let (mut sources, mut findings) = (Sources::default(), Vec::new());
            let config = open::settings(place, &mut sources)?;
            let schema = load::schema(&place.root, &config, &mut sources, &mut findings)?;
            open::whole(&findings, &sources)?;
            schema
        }
    };
    // JSON values always have a form.
    let text = serde_json::to_string_pretty(&files(&schema)).unwrap_or_default();
    Ok(text + "\n")
}

/// A file of records: one, or many of a kind.
fn files(schema: &Schema) -> Json {
    let mut definitions = Map::new();
    for field in schema.common() {
        definitions.insert(format!("field-{}", field.name), described(schema, field));
    }
    for link in &schema.links {
        for side in [Side::Forward, Side::Inverse] {
            definitions.insert(format!("link-{}", link.name_at(side)), ends(schema, link, side));
        }
    }
    let names: Vec<&str> = schema.kinds.iter().map(|k| k.name.as_str()).collect();
    let docs: Vec<String> = schema.kinds.iter().map(|k| sentence(&k.label, &k.doc)).collect();
    let kind = json!({"type": "string", "enum": names, "enumDescriptions": docs, "description": "What the record is."});
    let (mut one, mut many) = (Vec::new(), Vec::new());
    for (index, declared) in schema.kinds.iter().enumerate() {
        let name = &declared.name;
        definitions.insert(format!("kind-{name}"), record(schema, KindId(index as u16), declared));
        let this = json!({"properties": {"kind": {"const": name}}, "required": ["kind"]});
        one.push(json!({"if": this, "then": {"$ref": format!("#/definitions/kind-{name}")}}));
        // An entry of a file of one kind may still say another.
        let entry =
            json!({"if": {"required": ["kind"]}, "then": {"$ref": "#/definitions/record"}, "else": {"$ref": format!("#/definitions/kind-{name}")}});
        many.push(json!({"if": this, "then": {"properties": {"records": {"items": entry}}}}));
    }
    definitions.insert("record".into(), json!({"type": "object", "required": ["kind", "id"], "properties": {"kind": kind}, "allOf": one}));
    many.push(json!({"if": {"required": ["kind"]}, "else": {"properties": {"records": {"items": {"$ref": "#/definitions/record"}}}}}));
    let list = json!({"type": "array", "description": "The records.", "items": {"type": "object"}});
    let files = json!({
        "type": "object",
        "properties": {"kind": kind, "records": list},
        "required": ["records"],
        "additionalProperties": false,
        "allOf": many,
    });
    definitions.insert("records".into(), files);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Record file of techfile",
        "description": "One record, or `kind:` and `records:` for many.",
        "if": {"required": ["records"]},
        "then": {"$ref": "#/definitions/records"},
        "else": {"$ref": "#/definitions/record"},
        "definitions": definitions,
    })
}

fn record(schema: &Schema, id: KindId, kind: &Kind) -> Json {
    let mut properties = Map::new();
    for name in schema.link_names_of(id) {
        properties.insert(name.to_owned(), json!({"$ref": format!("#/definitions/link-{name}")}));
    }
    for field in &kind.fields {
        let shared = schema.common().contains(field);
        let form = if shared { json!({"$ref": format!("#/definitions/field-{}", field.name)}) } else { described(schema, field) };
        properties.insert(field.name.clone(), form);
    }
    let usual: Vec<String> = kind.prefixes.iter().map(|prefix| format!("{prefix}-…")).collect();
    let example = if usual.is_empty() { String::new() } else { format!(", usually {}", usual.join(" or ")) };
    let doc = format!("The record's name in links{example}: ASCII letters, digits, `-`, `_` and `.`, unique ignoring case.");
    let mut own = id_form();
    own["description"] = json!(doc);
    properties.insert("id".into(), own);
    properties.insert("kind".into(), json!({"const": kind.name, "description": sentence(&kind.label, &kind.doc)}));
    let doc = sentence(&kind.label, &kind.doc) + &clauses(&kind.clauses);
    json!({"type": "object", "description": doc, "required": ["id"], "properties": properties, "additionalProperties": false})
}

/// A link under the name of one of its sides: an id or a list of ids.
fn ends(schema: &Schema, link: &LinkType, side: Side) -> Json {
    let id = LinkId(schema.links.iter().position(|l| l.name == link.name).unwrap_or(0) as u16);
    let target = match schema.ends(id, side.other()) {
        Ends::Any => "any record".to_owned(),
        Ends::Roles(roles) => roles.join(", "),
    };
    let one = match (&link.fragment, side) {
        // A name outside the project may be any words.
        _ if link.outside => json!({"type": "string"}),
        (Some(_), Side::Forward) => json!({"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9._-]*(#\S+)?$"}),
        _ => id_form(),
    };
    let mut form = one_or_many(&one);
    let seen = if side == Side::Inverse && !link.symmetric { format!(" Seen from the other end: `{}`.", link.name) } else { String::new() };
    let doc = format!("{}{seen} Leads to: {target}.{}", sentence(link.label_at(side), &link.doc), clauses(&link.clauses));
    form["description"] = json!(doc);
    form
}

/// The form of a field, with what it is for.
fn described(schema: &Schema, field: &Field) -> Json {
    let one = form(schema, &field.ty);
    let mut form = if field.many { one_or_many(&one) } else { one };
    if field.or_none {
        // The keywords of an object say nothing about text.
        form["type"] = json!(TEXT.iter().copied().chain(["object"]).collect::<Vec<_>>());
        form["properties"] = json!({"none": {"type": TEXT, "description": "That there is none, and why."}});
        form["required"] = json!(["none"]);
        form["additionalProperties"] = json!(false);
    }
    form["description"] = json!(sentence(&field.label, &field.doc));
    form
}

fn form(schema: &Schema, ty: &FieldType) -> Json {
    match ty {
        FieldType::Text | FieldType::Markdown | FieldType::Version | FieldType::Person | FieldType::Clause => json!({"type": TEXT}),
        FieldType::Enum { values, labels } => {
            let label = |value: &String| labels.iter().find(|(v, _)| v == value).map_or_else(String::new, |(_, label)| label.clone());
            words(values.iter().map(|v| (v.clone(), label(v))).collect())
        }
        FieldType::Scale(name) => match schema.scale(name).filter(|s| !s.levels.is_empty()) {
            Some(scale) => words(scale.levels.iter().map(|l| (l.id.clone(), l.label.clone())).collect()),
            None => json!({"type": TEXT}),
        },
        FieldType::Integer => json!({"type": "integer"}),
        FieldType::Number => json!({"type": "number"}),
        FieldType::Boolean => json!({"type": "boolean"}),
        FieldType::Date => json!({
            "type": "string",
            "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
            "patternErrorMessage": "Write the date as 2026-11-02.",
        }),
        FieldType::Url => json!({"type": "string", "pattern": r"^(https://|http://|mailto:)\S*$"}),
        FieldType::Purl => json!({"type": "string", "pattern": r"^pkg:\S*$"}),
        FieldType::Hash => json!({"type": "string", "pattern": "^[^:]+:[0-9A-Fa-f]{8,}$"}),
        FieldType::Path => json!({"type": "string", "pattern": r"^[^/\\][^\\]*$"}),
        FieldType::Link { .. } => id_form(),
        FieldType::List(inner) => one_or_many(&form(schema, inner)),
        FieldType::Group(fields) => {
            let properties: Map<String, Json> = fields.iter().map(|f| (f.name.clone(), described(schema, f))).collect();
            // Plain text stands for the group's `text`; the other keywords say nothing about text.
            json!({"type": ["object", "string", "number", "boolean"], "properties": properties, "additionalProperties": false})
        }
    }
}

/// One of these words; one that YAML reads as a number or a truth value counts in that form too.
fn words(values: Vec<(String, String)>) -> Json {
    let mut known = Vec::new();
    let mut docs = Vec::new();
    for (value, doc) in values {
        let typed = serde_json::from_str::<Json>(&value).ok().filter(|v| v.is_number() || v.is_boolean());
        for form in [Some(json!(value)), typed].into_iter().flatten() {
            known.push(form);
            docs.push(doc.clone());
        }
    }
    if docs.iter().all(String::is_empty) { json!({"enum": known}) } else { json!({"enum": known, "enumDescriptions": docs}) }
}

/// A value, or a list of such values.
fn one_or_many(one: &Json) -> Json {
    let types = match &one["type"] {
        Json::String(name) => vec![json!(name)],
        Json::Array(names) => names.clone(),
        // Words bind a list as well: they must be told apart. With `if` an editor would offer none of them.
        _ => return json!({"anyOf": [one, {"type": "array", "items": one}]}),
    };
    let mut form = one.clone();
    // Of a list in a list, the items are those of the inner one.
    if one.get("items").is_none() {
        form["items"] = one.clone();
    }
    form["type"] = std::iter::once(json!("array")).chain(types.into_iter().filter(|t| t != "array")).collect();
    form
}

fn id_form() -> Json {
    let words = "An id is made of ASCII letters, digits, `-`, `_` and single `.`, and starts with a letter.";
    json!({"type": "string", "pattern": ID, "maxLength": LONGEST_ID, "patternErrorMessage": words})
}

/// `Title: What the record is called.`
fn sentence(label: &str, doc: &str) -> String {
    if doc.is_empty() { format!("{label}.") } else { format!("{label}: {doc}") }
}

fn clauses(list: &[String]) -> String {
    if list.is_empty() { String::new() } else { format!(" Asked for by {}.", list.join(", ")) }
}
