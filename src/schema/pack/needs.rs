//! What a record must have, from a pack: every field, link and query in it resolved or reported at its place.

use super::forms::Reader;
use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use crate::schema::decode::texts;
use crate::schema::evidence::{Need, Set};
use crate::schema::field::{Field, FieldType};
use crate::yaml::Node;

const NEEDS: &[&str] = &[
    "says",
    "says_each",
    "linked",
    "passes",
    "exact_version",
    "in_baseline",
    "ran",
    "repeated",
    "settled",
    "implemented",
    "effective",
    "approved",
    "under_view",
    "class_proven",
    "class_of_risks",
    "segregated",
    "controlled",
    "accepted",
    "rated",
    "decided",
    "claims",
    "list_current",
    "advisories_evaluated",
    "other_method",
    "derived",
    "holds",
    "one_of",
];

impl Reader<'_, '_> {
    /// Whether a kind of the set has a field; reports that none has.
    pub(super) fn known_field(&mut self, node: &Node, set: &Set, path: &str) -> bool {
        let kinds = self.kinds(&set.role);
        if kinds.iter().any(|kind| has_field(&self.schema.kind(*kind).fields, path)) {
            return true;
        }
        let first = kinds.first().map(|kind| self.schema.kind(*kind));
        let known: Vec<&str> = first.map_or_else(Vec::new, |k| k.fields.iter().map(|f| f.name.as_str()).collect());
        let name = first.map_or(set.role.clone(), |k| k.name.clone());
        self.unknown(node, format!("kind `{name}` has no field `{path}`"), path, &known);
        false
    }

    /// A need of the records of a set.
    pub(super) fn need(&mut self, node: &Node, set: &Set) -> Option<Need> {
        if let Some(word) = node.text() {
            return match word {
                "passes" => Some(Need::Passes),
                "exact_version" => {
                    self.known_field(node, set, "version");
                    Some(Need::ExactVersion)
                }
                "in_baseline" => {
                    self.known_field(node, set, "baseline");
                    Some(Need::InBaseline)
                }
                "ran" => Some(Need::Ran),
                "repeated" => {
                    self.known_field(node, set, "repeat_activities");
                    Some(Need::Repeated)
                }
                "settled" => {
                    self.known_field(node, set, "affected_versions");
                    Some(Need::Settled)
                }
                "implemented" => Some(Need::Implemented),
                "effective" => Some(Need::Effective),
                "approved" => Some(Need::Approved),
                "class_proven" => Some(Need::ClassProven),
                "class_of_risks" => Some(Need::ClassOfRisks),
                "segregated" => Some(Need::Segregated),
                "controlled" => Some(Need::Controlled),
                "accepted" => Some(Need::Accepted),
                "rated" => Some(Need::Rated),
                "decided" => Some(Need::Decided),
                "claims" => Some(Need::Claims(self.number.clone())),
                "list_current" => Some(Need::ListCurrent),
                "advisories_evaluated" => Some(Need::AdvisoriesEvaluated),
                "derived" => {
                    self.known_field(node, set, "derived");
                    Some(Need::Derived)
                }
                "other_method" => {
                    self.known_field(node, set, "verification_method");
                    Some(Need::OtherMethod)
                }
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
            "says" => self.field(value, set).map(Need::Says),
            "says_each" => self.field(value, set).map(Need::SaysEach),
            "under_view" => self.field(value, set).map(Need::UnderView),
            "linked" => self.linked(value, set),
            "holds" => {
                let Some(written) = value.text() else {
                    self.invalid(value, "`holds` must be a query");
                    return None;
                };
                Some(Need::Holds(written.to_owned(), self.queries(value, &set.role)))
            }
            "one_of" => {
                let needs: Vec<Need> = value.list().unwrap_or_default().iter().filter_map(|n| self.need(n, set)).collect();
                if needs.is_empty() {
                    self.invalid(value, "`one_of` must be a list of needs");
                    return None;
                }
                Some(Need::OneOf(needs))
            }
            other => {
                self.unknown(node, format!("no need is called `{other}`"), other, NEEDS);
                None
            }
        }
    }

    /// The field that a need is about.
    fn field(&mut self, value: &Node, set: &Set) -> Option<String> {
        let Some(path) = value.text() else {
            self.invalid(value, "a need is about one field, by its name");
            return None;
        };
        self.known_field(value, set, path);
        Some(path.to_owned())
    }

    fn linked(&mut self, value: &Node, set: &Set) -> Option<Need> {
        let (name, roles) = match value.map() {
            None => match value.text() {
                Some(name) => (name.to_owned(), Vec::new()),
                None => {
                    self.invalid(value, "`linked` must be the name of a link, or a map of it and the roles at its other end");
                    return None;
                }
            },
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
    match (rest, field.ty.element()) {
        (None, _) => true,
        (Some(rest), FieldType::Group(fields)) => has_field(fields, rest),
        _ => false,
    }
}
