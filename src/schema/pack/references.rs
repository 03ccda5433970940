//! What a pack says of other standards, and of clauses by their numbers. Only once all standards are read is it known what there
//! is.

use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::codes::{SCHEMA_INVALID, SCHEMA_UNKNOWN_NAME};
use crate::schema::decode::texts;
use crate::schema::standard::Standard;
use crate::yaml::Node;

/// Reports standards that a pack names and nobody knows, and clauses or sections that a standard does not have.
pub(in crate::schema) fn references(node: &Node, standards: &[Standard], out: &mut Vec<Diagnostic>) {
    let named = |key: &str| node.get(key).and_then(Node::text).and_then(|name| standards.iter().find(|s| s.name == name));
    let base = named("extends");
    if let Some(own) = named("standard").or(base) {
        sections(node, "replaced_by_legacy", own, out);
        evidence(node, "gaps").for_each(|form| sections(form, "gaps", own, out));
    }
    if let Some(since) = node.get("since") {
        changes(since, named("standard"), standards, out);
    }
    let Some(name) = node.get("checks").and_then(Node::text).or(base.and_then(|s| s.checks.as_deref())) else { return };
    let Some(checked) = standard(node.get("checks").unwrap_or(node), name, standards, out) else { return };
    if let Some(at) = node.get("checks").filter(|_| checked.checks.is_some()) {
        out.push(Diagnostic::new(&SCHEMA_INVALID, at.span, format!("`{name}` is itself a pack that checks a standard")));
    }
    for form in evidence(node, "clauses") {
        for number in texts(form, "clauses", &mut Vec::new()).iter().filter(|n| checked.clause(n).is_none()) {
            out.push(unknown(form, checked, number));
        }
    }
}

/// The forms of evidence of all clauses that begin with a name.
fn evidence<'n>(node: &'n Node, name: &'n str) -> impl Iterator<Item = &'n Node> {
    let clauses = node.get("clauses").and_then(Node::list).unwrap_or_default().iter();
    clauses.filter_map(|c| c.get("evidence")?.list()).flatten().filter(move |form| form.get(name).is_some())
}

/// Each section has to hold a clause, or be one.
fn sections(node: &Node, key: &str, own: &Standard, out: &mut Vec<Diagnostic>) {
    for section in texts(node, key, &mut Vec::new()).iter().filter(|s| !own.clauses.iter().any(|c| Standard::is_under(&c.number, s))) {
        out.push(unknown(node.get(key).unwrap_or(node), own, section));
    }
}

/// The edition before has to be known, and what changed to be a clause of this one or that one.
fn changes(since: &Node, own: Option<&Standard>, standards: &[Standard], out: &mut Vec<Diagnostic>) {
    let Some(at) = since.get("edition") else { return };
    let Some(before) = standard(at, at.text().unwrap_or_default(), standards, out) else { return };
    for (key, _) in since.get("content").and_then(Node::map).unwrap_or_default() {
        if let Some(own) = own.filter(|own| own.clause(&key.name).is_none() && before.clause(&key.name).is_none()) {
            out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, key.span, format!("{} has no clause {}", own.title, key.name)));
        }
    }
}

fn standard<'s>(node: &Node, name: &str, standards: &'s [Standard], out: &mut Vec<Diagnostic>) -> Option<&'s Standard> {
    let found = standards.iter().find(|s| s.name == name);
    if found.is_none() {
        let known: Vec<&str> = standards.iter().map(|s| s.name.as_str()).collect();
        out.push(Diagnostic::new(&SCHEMA_UNKNOWN_NAME, node.span, format!("no standard is called `{name}`")).help(did_you_mean(name, &known)));
    }
    found
}

fn unknown(node: &Node, standard: &Standard, number: &str) -> Diagnostic {
    Diagnostic::new(&SCHEMA_UNKNOWN_NAME, node.span, format!("{} has no clause {number}", standard.title))
}
