//! Directives to live content: every argument checked against the schema; a mistake is a finding, never an empty table.

use std::ops::Range;

use crate::diag::{Diagnostic, did_you_mean};
use crate::load::chapters::directive::{self, Directive};
use crate::load::codes::DIRECTIVE_INVALID;
use crate::load::records::assemble::Resolver;
use crate::model::Live;
use crate::schema::query::Query;
use crate::schema::{KindId, LinkId, Name, Schema, Side};
use crate::source::Span;

const NAMES: &[&str] = &["count", "include", "matrix", "record", "table"];

/// The live content that a directive asks for.
pub(in crate::load) fn check(directive: &Directive, resolver: &mut Resolver) -> Live {
    let mut faults = Vec::new();
    let live = parsed(directive, resolver, &mut faults);
    let wrong = live.is_none() || !faults.is_empty();
    resolver.out.append(&mut faults);
    match live {
        Some(live) if !wrong => live,
        _ => Live::Wrong { raw: directive.raw.clone() },
    }
}

fn parsed(directive: &Directive, resolver: &mut Resolver, faults: &mut Vec<Diagnostic>) -> Option<Live> {
    let schema = resolver.schema;
    let allowed: &[&str] = match directive.name.as_str() {
        "table" => &["columns", "where"],
        "count" => &["where"],
        _ => &[],
    };
    for (key, span, ..) in &directive.named {
        if !allowed.contains(&key.as_str()) {
            let words = format!("`{}` has no argument `{key}`", directive.name);
            faults.push(Diagnostic::new(&DIRECTIVE_INVALID, *span, words).help(did_you_mean(key, allowed)));
        }
    }
    let count = directive.positional.len();
    let wanted = match directive.name.as_str() {
        "table" | "count" | "record" => 1..=1,
        "matrix" => 2..=6,
        other => {
            let words = format!("no directive is called `{other}`");
            faults.push(Diagnostic::new(&DIRECTIVE_INVALID, directive.span, words).help(did_you_mean(other, NAMES)));
            return None;
        }
    };
    if !wanted.contains(&count) {
        let words = format!("`{}` takes {} to {} arguments, found {count}", directive.name, wanted.start(), wanted.end());
        faults.push(Diagnostic::new(&DIRECTIVE_INVALID, directive.span, words));
        return None;
    }
    let (first, first_span) = &directive.positional[0];
    match directive.name.as_str() {
        "record" if resolver.ids.contains_key(first) => Some(Live::Record { id: first.clone() }),
        "record" => {
            let help = resolver.suggestion(first);
            faults.push(Diagnostic::new(&DIRECTIVE_INVALID, *first_span, format!("no record is called `{first}`")).maybe_help(help));
            None
        }
        "count" => {
            let kind = kind(schema, first, *first_span, faults)?;
            Some(Live::Count { kind, query: query(directive, kind, resolver, faults) })
        }
        "table" => {
            let kind = kind(schema, first, *first_span, faults)?;
            Some(Live::Table { kind, columns: columns(directive, kind, schema, faults), query: query(directive, kind, resolver, faults) })
        }
        _ => {
            let start = kind(schema, first, *first_span, faults)?;
            let mut at = start;
            let mut path = Vec::new();
            for (name, span) in &directive.positional[1..] {
                let next = kind(schema, name, *span, faults)?;
                path.push(between(schema, at, next, *span, faults)?);
                at = next;
            }
            Some(Live::Matrix { start, path })
        }
    }
}

fn columns(directive: &Directive, kind: KindId, schema: &Schema, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    let Some((_, _, value, span)) = directive.named.iter().find(|(k, ..)| k == "columns") else {
        return ["id", "title", "status"].map(str::to_owned).to_vec();
    };
    let columns: Vec<String> = value.split(',').map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect();
    let known = schema.columns(Some(kind));
    for column in columns.iter().filter(|c| !known.contains(&c.as_str())) {
        let words = format!("a {} has no column `{column}`", schema.kind(kind).name);
        faults.push(Diagnostic::new(&DIRECTIVE_INVALID, *span, words).help(did_you_mean(column, &known)));
    }
    if columns.is_empty() {
        faults.push(Diagnostic::new(&DIRECTIVE_INVALID, *span, "`columns` names no column"));
    }
    columns
}

/// The query in `where`; every mistake in it at its own place.
fn query(directive: &Directive, kind: KindId, resolver: &mut Resolver, faults: &mut Vec<Diagnostic>) -> Option<Query> {
    let ((_, _, text, span), located) = directive.named.iter().zip(&directive.values).find(|((k, ..), _)| k == "where")?;
    let place = |range: &Range<usize>| if text.is_empty() { *span } else { directive::place(located, range.clone()) };
    match Query::parse(text, resolver.schema, Some(kind)) {
        Ok(query) => {
            for (range, id) in &query.ids {
                if resolver.ids.contains_key(id) {
                    continue;
                }
                let near = resolver.suggestion(id);
                faults.push(Diagnostic::new(&DIRECTIVE_INVALID, place(range), format!("no record is called `{id}`")).maybe_help(near));
            }
            Some(query)
        }
        Err(errors) => {
            faults.extend(errors.into_iter().map(|e| Diagnostic::new(&DIRECTIVE_INVALID, place(&e.range), e.message).maybe_help(e.help)));
            None
        }
    }
}

fn kind(schema: &Schema, name: &str, span: Span, faults: &mut Vec<Diagnostic>) -> Option<KindId> {
    let found = schema.kind_named(name);
    if found.is_none() {
        let known: Vec<&str> = schema.kinds.iter().map(|k| k.name.as_str()).collect();
        faults.push(Diagnostic::new(&DIRECTIVE_INVALID, span, format!("no kind is called `{name}`")).help(did_you_mean(name, &known)));
    }
    found
}

/// The one link that leads from records of one kind to records of another.
pub(in crate::load) fn between(schema: &Schema, from: KindId, to: KindId, span: Span, faults: &mut Vec<Diagnostic>) -> Option<Name> {
    let (a, b) = (schema.kind(from), schema.kind(to));
    let mut found = Vec::new();
    for (index, link) in schema.links.iter().enumerate().filter(|(_, l)| l.proves) {
        let id = LinkId(index as u16);
        // A link that any record may have says nothing about these two.
        let any = link.from == crate::schema::Ends::Any || link.to == crate::schema::Ends::Any;
        if !any && link.from.allow(a) && link.to.allow(b) {
            found.push(Name { link: id, side: Side::Forward });
        }
        if !any && link.from.allow(b) && link.to.allow(a) {
            found.push(Name { link: id, side: Side::Inverse });
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        [] => {
            let words = format!("no link leads from a {} to a {}", a.name, b.name);
            faults.push(Diagnostic::new(&DIRECTIVE_INVALID, span, words));
            None
        }
        several => {
            let names: Vec<&str> = several.iter().map(|n| schema.link(n.link).name_at(n.side)).collect();
            let words = format!("several links lead from a {} to a {}: {}", a.name, b.name, names.join(", "));
            faults.push(Diagnostic::new(&DIRECTIVE_INVALID, span, words).help("declare the matrix in book.toml as `[[matrix]]` with the path of links"));
            None
        }
    }
}
