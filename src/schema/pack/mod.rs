//! Packs: standards and checklists from their files, and what a project's own packs add to them.

mod extend;
mod forms;
mod needs;
mod references;

pub(super) use extend::extend;
pub(super) use references::references;

use super::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use super::decode::{entries, flag, is_map, items, text, texts, unknown_keys};
use super::field::FieldType;
use super::standard::{Clause, Condition, Scope, Section, Since, Standard};
use super::{Schema, questionnaire};
use crate::diag::{Diagnostic, did_you_mean};
use crate::yaml::{Key, Node};

const KEYS: &[&str] = &[
    "standard",
    "title",
    "prefix",
    "scale",
    "source",
    "checks",
    "classification",
    "sections",
    "plans",
    "replaced_by_legacy",
    "since",
    "words",
    "clauses",
];

const CLAUSE_KEYS: &[&str] =
    &["number", "title", "scope", "levels", "letters_from", "condition", "evidence", "no_case", "person", "stated_levels", "note"];

/// Reads a standard. Kinds, fields and links that it names have to be in the schema.
pub(super) fn standard(node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) -> Option<Standard> {
    if !is_map(node, "a pack", out) {
        return None;
    }
    unknown_keys(node, KEYS, out);
    let Some(name) = text(node, "standard", out) else {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "a pack needs a `standard`: the name that `book.toml` uses, or `extends`"));
        return None;
    };
    let scale = scale(node, schema, out);
    let mut standard = Standard {
        title: text(node, "title", out).unwrap_or_else(|| name.clone()),
        name,
        prefix: text(node, "prefix", out),
        questionnaire: questionnaire::read(node, scale.as_ref().and_then(|s| schema.scale(s)), out),
        scale,
        source: text(node, "source", out).unwrap_or_default(),
        checks: text(node, "checks", out),
        sections: sections(node, out),
        clauses: Vec::new(),
        plans: Vec::new(),
        replaced_by_legacy: texts(node, "replaced_by_legacy", out),
        since: since(node, out),
        words: words(node, schema, out),
        extended_by: Vec::new(),
    };
    for item in items(node, "clauses", out) {
        if let Some(clause) = clause(item, &standard, schema, out) {
            standard.clauses.push(clause);
        }
    }
    standard.plans = plans(node, &standard, schema, out);
    Some(standard)
}

fn scale(node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) -> Option<String> {
    let name = text(node, "scale", out)?;
    if schema.scale(&name).is_none() {
        let known: Vec<&str> = schema.scales.iter().map(|s| s.name.as_str()).collect();
        let span = node.get("scale").map_or(node.span, |n| n.span);
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, format!("no scale is called `{name}`")).help(did_you_mean(&name, &known)));
    }
    Some(name)
}

fn sections(node: &Node, out: &mut Vec<Diagnostic>) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for item in items(node, "sections", out) {
        unknown_keys(item, &["number", "title"], out);
        let number = text(item, "number", out).unwrap_or_default();
        if number.is_empty() || all.iter().any(|s| s.number == number) {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, "a section needs a `number` of its own"));
        }
        all.push(Section { number, title: text(item, "title", out).unwrap_or_default() });
    }
    all
}

fn since(node: &Node, out: &mut Vec<Diagnostic>) -> Option<Since> {
    let node = node.get("since")?;
    if !is_map(node, "`since`", out) {
        return None;
    }
    unknown_keys(node, &["edition", "content"], out);
    if node.get("edition").is_none() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "`since` needs the `edition` before"));
    }
    let content = entries(node, "content", out).iter().map(|(key, value)| (key.name.clone(), value.text().unwrap_or_default().to_owned())).collect();
    Some(Since { edition: text(node, "edition", out).unwrap_or_default(), content })
}

/// `words`: by field and word of an enumeration, what the word means in this edition.
fn words(node: &Node, schema: &Schema, out: &mut Vec<Diagnostic>) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for (field, meanings) in entries(node, "words", out) {
        if !schema.kinds.iter().any(|k| k.field(&field.name).is_some()) {
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, field.span, format!("no kind has a field `{}`", field.name)));
            continue;
        }
        if !is_map(meanings, "what words mean", out) {
            continue;
        }
        for (word, meaning) in meanings.map().unwrap_or_default() {
            known_word(word, &field.name, schema, out);
            all.push((field.name.clone(), word.name.clone(), meaning.text().unwrap_or_default().to_owned()));
        }
    }
    all
}

/// `plans`: by activity that a plan can cover, the clauses that such a plan has to answer.
fn plans(node: &Node, standard: &Standard, schema: &Schema, out: &mut Vec<Diagnostic>) -> Vec<(String, Vec<String>)> {
    let mut plans = Vec::new();
    for (activity, numbers) in entries(node, "plans", out) {
        known_word(activity, "covers", schema, out);
        let Some(numbers) = numbers.list() else {
            out.push(Diagnostic::new(&SCHEMA_INVALID, numbers.span, "the clauses of an activity must be a list"));
            continue;
        };
        let numbers: Vec<String> = numbers.iter().filter_map(|n| n.text().map(str::to_owned)).collect();
        if let Some(number) = numbers.iter().find(|n| standard.clause(n).is_none()) {
            out.push(Diagnostic::new(&SCHEMA_INVALID, activity.span, format!("no clause has the number {number}")));
        }
        plans.push((activity.name.clone(), numbers));
    }
    plans
}

/// Reports a word that no enumeration with the name of a field has.
fn known_word(word: &Key, field: &str, schema: &Schema, out: &mut Vec<Diagnostic>) {
    let fields = schema.kinds.iter().flat_map(|k| k.fields.iter().filter(|f| f.name == field));
    let known: Vec<&str> =
        fields.flat_map(|f| if let FieldType::Enum { values, .. } = f.ty.element() { values.as_slice() } else { &[] }).map(String::as_str).collect();
    if !known.contains(&word.name.as_str()) {
        let words = format!("`{}` is no word for `{field}`", word.name);
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, word.span, words).help(did_you_mean(&word.name, &known)));
    }
}

/// Reads a clause that the standard does not have yet.
fn clause(node: &Node, standard: &Standard, schema: &Schema, out: &mut Vec<Diagnostic>) -> Option<Clause> {
    if !is_map(node, "a clause", out) {
        return None;
    }
    unknown_keys(node, CLAUSE_KEYS, out);
    let at = |key: &str| node.get(key).map_or(node.span, |n| n.span);
    let Some(number) = text(node, "number", out) else {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "a clause needs a `number`"));
        return None;
    };
    if standard.clause(&number).is_some() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, at("number"), format!("clause {number} is here twice")));
        return None;
    }
    let scope = word(node, "scope", Scope::ALL.map(|s| (s.word(), s)).as_slice(), out);
    if scope.is_none() && node.get("scope").is_none() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("clause {number} needs a `scope`")));
    }
    let scope = scope?;
    let conditions = [Condition::AnyItem, Condition::NamedAsCause].map(|c| (c.word(), c));
    let from_annex = word(node, "letters_from", &[("tag", false), ("annex", true)], out).unwrap_or(false);
    let mut levels = levels(node, "levels", standard, schema, out);
    levels.dedup();
    if levels.is_empty() && standard.scale.is_some() {
        out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, format!("clause {number} needs `levels`: those of the scale that it applies to")));
    }
    Some(Clause {
        title: text(node, "title", out).unwrap_or_default(),
        levels,
        from_annex,
        evidence: forms::forms(node, scope, standard, schema, out),
        condition: word(node, "condition", &conditions, out),
        no_case: flag(node, "no_case", out),
        person: flag(node, "person", out),
        stated_levels: self::levels(node, "stated_levels", standard, schema, out),
        note: text(node, "note", out),
        own: false,
        number,
        scope,
    })
}

/// Levels of the standard's scale.
fn levels(node: &Node, key: &str, standard: &Standard, schema: &Schema, out: &mut Vec<Diagnostic>) -> Vec<String> {
    let levels = texts(node, key, out);
    let known: Vec<&str> =
        standard.scale.as_ref().and_then(|s| schema.scale(s)).map_or_else(Vec::new, |s| s.levels.iter().map(|l| l.id.as_str()).collect());
    for level in levels.iter().filter(|l| !known.contains(&l.as_str())) {
        let span = node.get(key).map_or(node.span, |n| n.span);
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, format!("no level is called `{level}`")).help(did_you_mean(level, &known)));
    }
    levels
}

/// One word of several that mean something.
fn word<T: Copy>(node: &Node, key: &str, known: &[(&str, T)], out: &mut Vec<Diagnostic>) -> Option<T> {
    let given = text(node, key, out)?;
    let found = known.iter().find(|(name, _)| *name == given).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let span = node.get(key).map_or(node.span, |n| n.span);
        let words = format!("`{given}` is no word for `{key}`");
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, words).help(did_you_mean(&given, &names)));
    }
    found
}
