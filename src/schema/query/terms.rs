//! What the names in a query mean for records of a kind, and of which type their values are.

use super::error::QueryError;
use super::parse::{Written, short};
use super::tree::What;
use crate::diag::did_you_mean;
use crate::schema::{Field, FieldType, Kind, KindId, Scale, Schema};

/// The words of verdicts; they are computed floors above, and a test holds the two lists equal.
pub const VERDICTS: &[&str] = &["passing", "unverified", "not_run", "stale", "blocked", "failing"];

/// Computed terms, and the roles of which a kind must have one; none for all kinds.
const COMPUTED: &[(&str, &[&str])] = &[
    ("class", &["system", "item", "unit", "soup"]),
    ("effectiveness", &["control"]),
    ("file", &[]),
    ("id", &[]),
    ("implementation", &["control"]),
    ("kind", &[]),
    ("review", &["requirement", "system_requirement"]),
    ("title", &[]),
    ("verdict", &["run", "verification", "test", "verifiable", "control"]),
];

/// The type of a term's values.
pub(super) enum Type<'a> {
    Text,
    /// The id of a record.
    Record,
    Words(Vec<&'a str>),
    Scale(&'a Scale),
    Date,
    Number,
    Boolean,
    /// No value by itself: the names of its fields.
    Group(Vec<&'a str>),
}

/// What a name means to records of a kind, or of all kinds.
pub(super) fn resolve<'a>(schema: &'a Schema, scope: Option<KindId>, name: &Written) -> Result<(What, Type<'a>), QueryError> {
    let kind = scope.map(|k| schema.kind(k));
    let mut parts = name.text.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let wrong = |message: String| QueryError::new(name.range.clone(), message);
    if let Some(found) = computed(schema, kind, first) {
        return match rest.as_slice() {
            [] => Ok(found),
            _ => Err(wrong(format!("nothing follows `{first}`: it is computed, and one value"))),
        };
    }
    if let Some(link) = scope.and_then(|k| schema.link_of(k, first)) {
        return match rest.as_slice() {
            [] => Ok((What::Link(link), Type::Record)),
            ["count"] => Ok((What::Count(Box::new(What::Link(link))), Type::Number)),
            _ => Err(wrong(format!("`{first}` is a link: only `{first}.count` can follow"))),
        };
    }
    let fields = kind.map_or(schema.common_fields(), |k| k.fields.as_slice());
    let Some(field) = fields.iter().find(|f| f.name == first) else {
        let known = known(schema, scope);
        return Err(match kind {
            Some(kind) => wrong(format!("a {} has no field or link `{}`", kind.name, short(first))).help(did_you_mean(first, &known)),
            None => wrong(format!("records of all kinds have no `{}` in common", short(first))).help(
                match crate::diag::nearest(first, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("name a kind to ask for its own fields and links; known of all are: {}", known.join(", ")),
                },
            ),
        });
    };
    self::field(schema, scope, field, first, &rest).map_err(|(message, help)| QueryError { help, ..wrong(message) })
}

/// The names that a query about a kind, or about all kinds, may start a term with.
fn known(schema: &Schema, scope: Option<KindId>) -> Vec<&str> {
    let kind = scope.map(|k| schema.kind(k));
    let mut names: Vec<&str> = COMPUTED.iter().map(|(name, _)| *name).filter(|name| computed(schema, kind, name).is_some()).collect();
    names.extend(kind.map_or(schema.common_fields(), |k| k.fields.as_slice()).iter().map(|f| f.name.as_str()));
    names.extend(scope.map(|k| schema.link_names_of(k)).unwrap_or_default());
    names.sort_unstable();
    names.dedup();
    names
}

fn computed<'a>(schema: &'a Schema, kind: Option<&Kind>, name: &str) -> Option<(What, Type<'a>)> {
    let (name, roles) = COMPUTED.iter().find(|(computed, _)| *computed == name)?;
    if kind.is_some_and(|k| !roles.is_empty() && !roles.iter().any(|r| k.has_role(r))) {
        return None;
    }
    // A project's own field of that name says more than where the record is written.
    if *name == "file" && kind.is_some_and(|k| k.field(name).is_some()) {
        return None;
    }
    Some(match *name {
        "id" => (What::Id, Type::Record),
        "kind" => (What::Kind, Type::Words(schema.kinds.iter().map(|k| k.name.as_str()).collect())),
        "title" => (What::Title, Type::Text),
        "file" => (What::File, Type::Text),
        "class" => (What::Class, Type::Scale(schema.scale("safety_class")?)),
        "verdict" => (What::Verdict, Type::Words(VERDICTS.to_vec())),
        "implementation" => (What::Implementation, Type::Words(VERDICTS.to_vec())),
        "review" => (What::Review, Type::Words(VERDICTS.to_vec())),
        _ => (What::Effectiveness, Type::Words(VERDICTS.to_vec())),
    })
}

/// A field, or what a path leads to inside it. Fails with a message and advice.
fn field<'a>(
    schema: &'a Schema,
    scope: Option<KindId>,
    field: &'a Field,
    first: &str,
    rest: &[&str],
) -> Result<(What, Type<'a>), (String, Option<String>)> {
    let mut path = vec![first.to_owned()];
    let (mut ty, mut many) = inner(field);
    for (index, part) in rest.iter().enumerate() {
        let so_far = path.join(".");
        let inside = match ty {
            FieldType::Group(fields) => fields.as_slice(),
            _ => &[],
        };
        if let Some(next) = inside.iter().find(|f| f.name == *part) {
            let (next_type, next_many) = inner(next);
            (ty, many) = (next_type, many || next_many);
            path.push((*part).to_owned());
        } else if *part == "count" && index + 1 == rest.len() {
            return match many {
                true => Ok((What::Count(Box::new(What::Field(path))), Type::Number)),
                false => Err((format!("`{so_far}` is no list: it has no count"), Some(format!("ask whether it is there with `has {so_far}`")))),
            };
        } else if inside.is_empty() {
            return Err((format!("`{so_far}` has no fields inside"), None));
        } else {
            let names: Vec<&str> = inside.iter().map(|f| f.name.as_str()).collect();
            return Err((format!("`{so_far}` has no field `{}`", short(part)), Some(did_you_mean(part, &names))));
        }
    }
    let ty = match ty {
        // A word that one kind has added is a word of all.
        FieldType::Enum { .. } if scope.is_none() => {
            let of = schema.kinds.iter().filter_map(|k| Some(&k.fields[usize::from(k.field(first)?)].ty));
            let mut all: Vec<&str> =
                of.filter_map(|ty| if let FieldType::Enum { values, .. } = ty { Some(values) } else { None }).flatten().map(String::as_str).collect();
            let mut seen = std::collections::BTreeSet::new();
            all.retain(|word| seen.insert(*word));
            Type::Words(all)
        }
        FieldType::Enum { values, .. } => Type::Words(values.iter().map(String::as_str).collect()),
        FieldType::Integer | FieldType::Number => Type::Number,
        FieldType::Date => Type::Date,
        FieldType::Boolean => Type::Boolean,
        FieldType::Scale(name) => match schema.scale(name) {
            Some(scale) => Type::Scale(scale),
            None => Type::Text,
        },
        FieldType::Link { .. } => Type::Record,
        FieldType::Group(fields) => Type::Group(fields.iter().map(|f| f.name.as_str()).collect()),
        _ => Type::Text,
    };
    Ok((What::Field(path), ty))
}

/// The type of a field's single values, and whether there may be several.
fn inner(field: &Field) -> (&FieldType, bool) {
    let (mut ty, mut many) = (&field.ty, field.many);
    while let FieldType::List(of) = ty {
        (ty, many) = (of, true);
    }
    (ty, many)
}
