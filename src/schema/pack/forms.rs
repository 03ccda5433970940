//! Forms of evidence from a pack: every role, field, link and query in them resolved or reported at its place.

use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use crate::schema::decode::{flag, items, text, texts, unknown_keys};
use crate::schema::evidence::{Form, Need, RunFact, SELF, Set};
use crate::schema::field::{Field, FieldType};
use crate::schema::query::Query;
use crate::schema::standard::Scope;
use crate::schema::{KindId, Schema};
use crate::yaml::Node;

const FORMS: &[&str] = &["section", "claim", "every", "some", "every_value", "reviewed", "runs", "version", "clauses"];
const NEEDS: &[&str] = &[
    "says",
    "says_each",
    "linked",
    "passes",
    "ran",
    "implemented",
    "effective",
    "approved",
    "under_view",
    "class_proven",
    "class_of_risks",
    "segregated",
    "controlled",
    "accepted",
    "list_current",
    "advisories_evaluated",
    "holds",
    "one_of",
];

/// The forms of a clause.
pub(super) fn forms(clause: &Node, scope: Scope, schema: &Schema, out: &mut Vec<Diagnostic>) -> Vec<Form> {
    let mut reader = Reader { schema, scope, out };
    let nodes = items(clause, "evidence", reader.out);
    nodes.iter().filter_map(|node| reader.form(node)).collect()
}

struct Reader<'a, 'o> {
    schema: &'a Schema,
    scope: Scope,
    out: &'o mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn unknown(&mut self, node: &Node, message: String, name: &str, known: &[&str]) {
        self.out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, node.span, message).help(did_you_mean(name, known)));
    }

    fn form(&mut self, node: &Node) -> Option<Form> {
        if let Some(word) = node.text() {
            return match word {
                "section" => Some(Form::Section),
                "version" => Some(Form::Version),
                "reviewed" => Some(Form::Reviewed { letters: Vec::new(), of: None }),
                _ => {
                    self.unknown(node, format!("no form of evidence is called `{word}`"), word, FORMS);
                    None
                }
            };
        }
        let Some(name) = node.map().and_then(|m| m.first()).map(|(key, _)| key.name.clone()) else {
            self.out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "a form of evidence is a word, or a map that begins with its name"));
            return None;
        };
        let keys: &[&str] = match name.as_str() {
            "claim" => &["claim"],
            "every" => &["every", "where", "found_in", "residual", "if_any", "must"],
            "some" => &["some", "where", "found_in", "residual", "if_any", "must"],
            "every_value" => &["every_value", "of", "where"],
            "reviewed" => &["reviewed", "of", "where"],
            "runs" => &["runs", "reason", "must"],
            "clauses" => &["clauses"],
            _ => {
                self.unknown(node, format!("no form of evidence is called `{name}`"), &name, FORMS);
                return None;
            }
        };
        unknown_keys(node, keys, self.out);
        Some(match name.as_str() {
            "claim" => {
                let roles = texts(node, "claim", self.out);
                roles.iter().for_each(|role| self.known_role(node, role));
                Form::Claim(roles)
            }
            "every" | "some" => {
                let set = self.set(node, &name)?;
                let must = items(node, "must", self.out).iter().filter_map(|n| self.need(n, &set)).collect();
                if name == "every" { Form::Every(set, must) } else { Form::Some(set, must) }
            }
            "every_value" => {
                let set = self.set(node, "of")?;
                let field = text(node, "every_value", self.out).unwrap_or_default();
                self.known_field(node, &set, &field);
                Form::EveryValue(set, field)
            }
            "reviewed" => {
                let of = if node.get("of").is_some() { Some(self.set(node, "of")?) } else { None };
                Form::Reviewed { letters: texts(node, "reviewed", self.out), of }
            }
            "runs" => {
                let must = texts(node, "must", self.out);
                let must = must.iter().filter_map(|word| self.fact(node, word)).collect();
                Form::Runs { levels: texts(node, "runs", self.out), reasons: texts(node, "reason", self.out), must }
            }
            _ => Form::Clauses(texts(node, "clauses", self.out)),
        })
    }

    fn fact(&mut self, node: &Node, word: &str) -> Option<RunFact> {
        let found = RunFact::ALL.iter().find(|(name, _)| *name == word).map(|(_, fact)| *fact);
        if found.is_none() {
            self.unknown(node, format!("a run says nothing called `{word}`"), word, &RunFact::ALL.map(|(name, _)| name));
        }
        found
    }

    fn set(&mut self, node: &Node, key: &str) -> Option<Set> {
        let role = text(node, key, self.out)?;
        if role != SELF {
            self.known_role(node.get(key).unwrap_or(node), &role);
        }
        let filter = node.get("where").and_then(|at| Some((at.text()?.to_owned(), self.queries(at, &role))));
        Some(Set {
            filter,
            found_in: texts(node, "found_in", self.out),
            residual: flag(node, "residual", self.out),
            if_any: flag(node, "if_any", self.out),
            role,
        })
    }

    fn known_role(&mut self, node: &Node, role: &str) {
        if self.schema.kinds_with(role).next().is_none() {
            let known: Vec<&str> = self.schema.kinds.iter().map(|k| k.name.as_str()).collect();
            self.unknown(node, format!("no kind is called `{role}` or has it as a role"), role, &known);
        }
    }

    /// The kinds that a set can hold.
    fn kinds(&self, role: &str) -> Vec<KindId> {
        let roles: &[&str] = match (role, self.scope) {
            (SELF, Scope::Item) => &["item"],
            (SELF, Scope::Unit) => &["unit"],
            (SELF, Scope::Soup) => &["soup"],
            (SELF, Scope::Boundary) => &["item", "unit"],
            (SELF, _) => &["system"],
            (role, _) => &[role],
        };
        roles.iter().flat_map(|r| self.schema.kinds_with(r)).collect()
    }

    /// A query for each kind of the set that it makes sense of; a mistake is one that no kind makes sense of.
    fn queries(&mut self, node: &Node, role: &str) -> Vec<(KindId, Query)> {
        let Some(written) = node.text() else { return Vec::new() };
        let mut fault = None;
        let mut queries = Vec::new();
        for kind in self.kinds(role) {
            match Query::parse(written, self.schema, Some(kind)) {
                Ok(query) => queries.push((kind, query)),
                Err(errors) => fault = fault.or(errors.into_iter().next()),
            }
        }
        if let (true, Some(error)) = (queries.is_empty(), fault) {
            let finding = Diagnostic::new(&SCHEMA_INVALID, node.span, format!("the query makes no sense: {}", error.message));
            self.out.push(match error.help {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
        queries
    }

    fn known_field(&mut self, node: &Node, set: &Set, path: &str) {
        let kinds = self.kinds(&set.role);
        if kinds.iter().any(|kind| has_field(&self.schema.kind(*kind).fields, path)) {
            return;
        }
        let first = kinds.first().map(|kind| self.schema.kind(*kind));
        let known: Vec<&str> = first.map_or_else(Vec::new, |k| k.fields.iter().map(|f| f.name.as_str()).collect());
        let name = first.map_or(set.role.clone(), |k| k.name.clone());
        self.unknown(node, format!("kind `{name}` has no field `{path}`"), path, &known);
    }

    fn need(&mut self, node: &Node, set: &Set) -> Option<Need> {
        if let Some(word) = node.text() {
            return match word {
                "passes" => Some(Need::Passes),
                "ran" => Some(Need::Ran),
                "implemented" => Some(Need::Implemented),
                "effective" => Some(Need::Effective),
                "approved" => Some(Need::Approved),
                "class_proven" => Some(Need::ClassProven),
                "class_of_risks" => Some(Need::ClassOfRisks),
                "segregated" => Some(Need::Segregated),
                "controlled" => Some(Need::Controlled),
                "accepted" => Some(Need::Accepted),
                "list_current" => Some(Need::ListCurrent),
                "advisories_evaluated" => Some(Need::AdvisoriesEvaluated),
                _ => {
                    self.unknown(node, format!("no need is called `{word}`"), word, NEEDS);
                    None
                }
            };
        }
        let entries = node.map().unwrap_or_default();
        let [(key, value)] = entries else {
            self.out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, "a need is a word, or a map of its name and what it is about"));
            return None;
        };
        match key.name.as_str() {
            "says" => {
                let path = value.text()?.to_owned();
                self.known_field(value, set, &path);
                Some(Need::Says(path))
            }
            "says_each" => {
                let path = value.text()?.to_owned();
                self.known_field(value, set, &path);
                Some(Need::SaysEach(path))
            }
            "under_view" => {
                let path = value.text()?.to_owned();
                self.known_field(value, set, &path);
                Some(Need::UnderView(path))
            }
            "linked" => self.linked(value, set),
            "holds" => Some(Need::Holds(value.text()?.to_owned(), self.queries(value, &set.role))),
            "one_of" => Some(Need::OneOf(value.list().unwrap_or_default().iter().filter_map(|n| self.need(n, set)).collect())),
            other => {
                self.unknown(node, format!("no need is called `{other}`"), other, NEEDS);
                None
            }
        }
    }

    fn linked(&mut self, value: &Node, set: &Set) -> Option<Need> {
        let (name, roles) = match value.map() {
            None => (value.text()?.to_owned(), Vec::new()),
            Some(entries) => {
                let (key, _) = entries.first()?;
                let roles = texts(value, &key.name, self.out);
                roles.iter().for_each(|role| self.known_role(value, role));
                (key.name.clone(), roles)
            }
        };
        if !self.kinds(&set.role).iter().any(|kind| self.schema.link_of(*kind, &name).is_some()) {
            let known: Vec<&str> = self.kinds(&set.role).first().map_or_else(Vec::new, |kind| self.schema.link_names_of(*kind));
            self.out.push(
                Diagnostic::new(&SCHEMA_UNKNOWN_NAME, value.span, format!("no link of `{}` is called `{name}`", set.role))
                    .help(did_you_mean(&name, &known)),
            );
        }
        Some(Need::Linked(name, roles))
    }
}

/// Whether a path of names leads to a field.
fn has_field(fields: &[Field], path: &str) -> bool {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let Some(field) = fields.iter().find(|f| f.name == first) else { return false };
    match (rest, inner(&field.ty)) {
        (None, _) => true,
        (Some(rest), FieldType::Group(fields)) => has_field(fields, rest),
        _ => false,
    }
}

fn inner(ty: &FieldType) -> &FieldType {
    match ty {
        FieldType::List(of) => inner(of),
        other => other,
    }
}
