//! Forms of evidence from a pack: every role, field, link and query in them resolved or reported at its place.

use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use crate::schema::decode::{flag, items, text, texts, unknown_keys};
use crate::schema::evidence::{Form, Need, RunFact, SELF, Set};
use crate::schema::field::FieldType;
use crate::schema::query::Query;
use crate::schema::standard::{Scope, Standard};
use crate::schema::{KindId, Schema};
use crate::yaml::Node;

const FORMS: &[&str] = &["section", "claim", "every", "some", "every_value", "reviewed", "runs", "gaps", "version", "clauses"];

/// The forms of a clause.
pub(super) fn forms(clause: &Node, scope: Scope, standard: &Standard, schema: &Schema, out: &mut Vec<Diagnostic>) -> Vec<Form> {
    let number = text(clause, "number", &mut Vec::new()).unwrap_or_default();
    let mut reader = Reader { schema, scope, number, checks: standard.checks.is_some(), out };
    let nodes = items(clause, "evidence", reader.out);
    nodes.iter().filter_map(|node| reader.form(node)).collect()
}

pub(super) struct Reader<'a, 'o> {
    pub(super) schema: &'a Schema,
    scope: Scope,
    /// The clause whose evidence is read.
    pub(super) number: String,
    /// Whether the pack checks another standard.
    checks: bool,
    pub(super) out: &'o mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    pub(super) fn unknown(&mut self, node: &Node, message: String, name: &str, known: &[&str]) {
        self.out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, node.span, message).help(did_you_mean(name, known)));
    }

    /// What makes no sense, at its place.
    pub(super) fn invalid(&mut self, node: &Node, message: impl Into<String>) {
        self.out.push(Diagnostic::new(&SCHEMA_INVALID, node.span, message));
    }

    fn form(&mut self, node: &Node) -> Option<Form> {
        if let Some(word) = node.text() {
            return match word {
                "section" => Some(Form::Section(Vec::new())),
                "version" => Some(Form::Version),
                "reviewed" => Some(Form::Reviewed { letters: Vec::new(), of: None, if_applicable: false }),
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
            "section" => &["section"],
            "claim" => &["claim", "in_view"],
            "gaps" => &["gaps"],
            "every" => &["every", "where", "found_in", "residual", "made", "if_any", "must"],
            "some" => &["some", "where", "found_in", "residual", "made", "must"],
            "every_value" => &["every_value", "of", "where"],
            "reviewed" => &["reviewed", "of", "where", "if_applicable"],
            "runs" => &["runs", "reason", "must"],
            "clauses" => &["clauses"],
            _ => {
                self.unknown(node, format!("no form of evidence is called `{name}`"), &name, FORMS);
                return None;
            }
        };
        unknown_keys(node, keys, self.out);
        Some(match name.as_str() {
            "section" => Form::Section(self.words(node, "section")),
            "gaps" => Form::Gaps(self.words(node, "gaps")),
            "claim" => {
                let roles = self.words(node, "claim");
                roles.iter().for_each(|role| self.known_role(node, role));
                Form::Claim { roles, in_view: flag(node, "in_view", self.out) }
            }
            "every" | "some" => {
                let set = self.set(node, &name)?;
                let must: Vec<Need> = items(node, "must", self.out).iter().filter_map(|n| self.need(n, &set)).collect();
                if node.get("must").and_then(Node::list).is_none_or(<[Node]>::is_empty) {
                    self.invalid(node, format!("`{name}` asks for nothing: its records need a `must`"));
                }
                if name == "every" { Form::Every(set, must) } else { Form::Some(set, must) }
            }
            "every_value" => {
                let set = self.set(node, "of")?;
                let field = text(node, "every_value", self.out).unwrap_or_default();
                if self.known_field(node, &set, &field) && self.values(&set.role, &field).is_empty() {
                    self.invalid(node, format!("the field `{field}` has no words of which there could be one record each"));
                }
                Form::EveryValue(set, field)
            }
            "reviewed" => {
                let of = if node.get("of").is_some() { Some(self.set(node, "of")?) } else { None };
                Form::Reviewed { letters: self.words(node, "reviewed"), of, if_applicable: flag(node, "if_applicable", self.out) }
            }
            "runs" => {
                let must = self.words(node, "must");
                let must = must.iter().filter_map(|word| self.fact(node, word)).collect();
                Form::Runs { levels: self.known_words(node, "runs", "test", "level"), reasons: self.known_words(node, "reason", "run", "reason"), must }
            }
            _ => {
                if !self.checks {
                    self.invalid(node, "only a pack that `checks` a standard can rest on its clauses");
                }
                Form::Clauses(self.words(node, "clauses"))
            }
        })
    }

    fn fact(&mut self, node: &Node, word: &str) -> Option<RunFact> {
        let found = RunFact::ALL.iter().find(|(name, _)| *name == word).map(|(_, fact)| *fact);
        if found.is_none() {
            self.unknown(node, format!("a run says nothing called `{word}`"), word, &RunFact::ALL.map(|(name, _)| name));
        }
        found
    }

    /// The texts of a key, of which there has to be one.
    fn words(&mut self, node: &Node, key: &str) -> Vec<String> {
        let words = texts(node, key, self.out);
        if words.is_empty() {
            self.invalid(node, format!("`{key}` names nothing"));
        }
        words
    }

    /// The texts of a key, each a word of an enumeration.
    fn known_words(&mut self, node: &Node, key: &str, role: &str, field: &str) -> Vec<String> {
        let (words, known) = (texts(node, key, self.out), self.values(role, field));
        for word in words.iter().filter(|w| !known.contains(w)) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.unknown(node.get(key).unwrap_or(node), format!("`{word}` is no word for `{role}.{field}`"), word, &known);
        }
        words
    }

    /// The words that an enumeration has in the kinds with a role.
    fn values(&self, role: &str, field: &str) -> Vec<String> {
        let fields = self.kinds(role).into_iter().filter_map(|kind| self.schema.kind(kind).fields.iter().find(|f| f.name == field));
        let values = fields.flat_map(|f| if let FieldType::Enum { values, .. } = f.ty.element() { values.clone() } else { Vec::new() });
        values.collect()
    }

    fn set(&mut self, node: &Node, key: &str) -> Option<Set> {
        let Some(role) = text(node, key, self.out) else {
            self.invalid(node, format!("`{key}` names no kind and no role"));
            return None;
        };
        if role != SELF {
            self.known_role(node.get(key).unwrap_or(node), &role);
        } else if self.scope == Scope::Organisation {
            self.invalid(node, "the organisation has no record of its own");
        }
        for (flag, of) in [("found_in", "anomaly"), ("residual", "anomaly"), ("made", "change_request")] {
            if let Some(at) = node.get(flag).filter(|_| role != of) {
                self.invalid(at, format!("`{flag}` is about records with the role `{of}`"));
            }
        }
        let filter = match node.get("where") {
            None => None,
            Some(at) => match at.text() {
                Some(written) => Some((written.to_owned(), self.queries(at, &role))),
                None => {
                    self.invalid(at, "`where` must be a query");
                    None
                }
            },
        };
        Some(Set {
            filter,
            found_in: self.known_words(node, "found_in", "test", "level"),
            residual: flag(node, "residual", self.out),
            made: flag(node, "made", self.out),
            if_any: flag(node, "if_any", self.out),
            role,
        })
    }

    pub(super) fn known_role(&mut self, node: &Node, role: &str) {
        if self.schema.kinds_with(role).next().is_none() {
            let known: Vec<&str> = self.schema.kinds.iter().map(|k| k.name.as_str()).collect();
            self.unknown(node, format!("no kind is called `{role}` or has it as a role"), role, &known);
        }
    }

    /// The kinds that a set can hold.
    pub(super) fn kinds(&self, role: &str) -> Vec<KindId> {
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
    pub(super) fn queries(&mut self, node: &Node, role: &str) -> Vec<(KindId, Query)> {
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
}
