//! A pack that adds to a standard: more evidence for its clauses, and clauses of the company's own. It takes nothing away.

use super::{clause, forms};
use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::Schema;
use crate::schema::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use crate::schema::decode::{items, text, unknown_keys};
use crate::schema::evidence::Form;
use crate::yaml::Node;

/// Applies the pack in a file to the standard that it `extends`.
pub(in crate::schema) fn extend(node: &Node, path: &str, schema: &mut Schema, out: &mut Vec<Diagnostic>) {
    unknown_keys(node, &["extends", "clauses"], out);
    let Some(name) = text(node, "extends", out) else { return };
    let Some(index) = schema.standards.iter().position(|s| s.name == name) else {
        let known: Vec<&str> = schema.standards.iter().map(|s| s.name.as_str()).collect();
        let span = node.get("extends").map_or(node.span, |n| n.span);
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, span, format!("no standard is called `{name}`")).help(did_you_mean(&name, &known)));
        return;
    };
    let mut standard = schema.standards[index].clone();
    let mut seen: Vec<String> = Vec::new();
    for item in items(node, "clauses", out) {
        let number = text(item, "number", &mut Vec::new()).unwrap_or_default();
        if seen.contains(&number) {
            out.push(Diagnostic::new(&SCHEMA_INVALID, item.span, format!("clause {number} is here twice")));
            continue;
        }
        match standard.clause(&number) {
            None => {
                if let Some(mut added) = clause(item, &standard, schema, out) {
                    added.own = true;
                    standard.clauses.push(added);
                }
            }
            Some(at) => {
                unknown_keys(item, &["number", "evidence", "person"], out);
                let more: Vec<Form> = forms::forms(item, standard.clauses[at].scope, &standard, schema, out);
                standard.clauses[at].evidence.extend(more);
                standard.clauses[at].person |= crate::schema::decode::flag(item, "person", out);
            }
        }
        seen.push(number);
    }
    standard.extended_by.push(path.to_owned());
    schema.standards[index] = standard;
}
