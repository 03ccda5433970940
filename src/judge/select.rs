//! Which records a query selects: the meaning of the `where` language ([`crate::schema::query`]).

use jiff::ToSpan;

use super::{Classes, Judged, Proof};
use crate::model::{Entry, Project, RecordId, Value};
use crate::schema::query::{Node, Op, Operand, Query, Term, What};
use crate::schema::{KindId, Name, Side};

/// What a query looks at: records, and the verdicts on them.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The records.
    pub project: &'a Project,
    /// The verdicts.
    pub proof: &'a Proof,
    /// The classes.
    pub classes: &'a Classes,
}

/// The records of the query's kind, or of all kinds, that it selects, in their order. Obsolete ones are among them.
pub fn select(cx: View, query: &Query) -> Vec<RecordId> {
    candidates(cx, query.scope).into_iter().filter(|r| holds(cx, &query.root, *r)).collect()
}

/// How many records of a kind there are, or how many of them a query selects. Obsolete ones are not counted, unless the query
/// itself names that status.
pub fn count_of(cx: View, kind: KindId, query: Option<&Query>) -> usize {
    let all = query.is_some_and(Query::names_obsolete);
    cx.project.of_kind(kind).filter(|r| (all || !cx.project.is_obsolete(*r)) && query.is_none_or(|q| holds(cx, &q.root, *r))).count()
}

/// The records of a kind, or all.
pub fn candidates(cx: View, kind: Option<KindId>) -> Vec<RecordId> {
    match kind {
        Some(kind) => cx.project.of_kind(kind).collect(),
        None => cx.project.iter().map(|(id, _)| id).collect(),
    }
}

/// Records at the other end of a record's links, obsolete ones too; a link with one name for both sides is followed both ways.
pub fn ends(cx: View, record: RecordId, name: Name) -> Vec<RecordId> {
    let mut found = cx.project.graph.neighbours(record, name);
    if cx.project.schema.link(name.link).symmetric {
        found.extend(cx.project.graph.neighbours(record, Name { side: Side::Inverse, ..name }));
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// The verdict on a record; of a control, that on its implementation.
pub fn verdict_on(cx: View<'_>, record: RecordId) -> Option<&Judged> {
    if cx.project.has_role(record, "control") { cx.proof.implementation(record) } else { cx.proof.verdict(record) }
}

/// Whether what a query asks holds of a record.
pub fn holds(cx: View, node: &Node, record: RecordId) -> bool {
    match node {
        Node::And(parts) => parts.iter().all(|p| holds(cx, p, record)),
        Node::Or(parts) => parts.iter().any(|p| holds(cx, p, record)),
        Node::Not(inner) => !holds(cx, inner, record),
        Node::Has(term) => written(cx, term, record),
        Node::Compare { term, op, value } => any(cx, &term.what, record, &mut |found| compares(cx, &found, *op, value)),
        Node::In { term, values } => any(cx, &term.what, record, &mut |found| values.iter().any(|v| compares(cx, &found, Op::Eq, v))),
    }
}

/// As [`holds`], where what is written in the wrong form may mean anything: none if the answer hangs on that.
pub(in crate::judge) fn decided(cx: View, node: &Node, record: RecordId) -> Option<bool> {
    let compared = |term: &Term, values: &[&Operand], fits: &dyn Fn(&Found) -> bool| {
        let mut unreadable = false;
        let found = any(cx, &term.what, record, &mut |found| {
            unreadable |= values.iter().any(|operand| is_unreadable(&found, operand));
            fits(&found)
        });
        if found { Some(true) } else { (!unreadable).then_some(false) }
    };
    match node {
        Node::And(parts) => parts.iter().map(|p| decided(cx, p, record)).reduce(|a, b| match (a, b) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            (None, _) | (_, None) => None,
        })?,
        Node::Or(parts) => parts.iter().map(|p| decided(cx, p, record)).reduce(|a, b| match (a, b) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            (None, _) | (_, None) => None,
        })?,
        Node::Not(inner) => decided(cx, inner, record).map(|holds| !holds),
        Node::Has(term) => Some(written(cx, term, record)),
        Node::Compare { term, op, value } => compared(term, &[value], &|found| compares(cx, found, *op, value)),
        Node::In { term, values } => compared(term, &values.iter().collect::<Vec<_>>(), &|found| values.iter().any(|v| compares(cx, found, Op::Eq, v))),
    }
}

/// Whether a value is none that could be compared with an operand.
fn is_unreadable(found: &Found, operand: &Operand) -> bool {
    let Found::Entry(Entry { value, .. }) = found else { return false };
    match operand {
        Operand::Text(_) => false,
        Operand::Word(_) | Operand::Level { .. } => matches!(value, Value::Text(_)),
        Operand::Date(_) | Operand::Today(_) => !matches!(value, Value::Date(_)),
        Operand::Number { .. } => value.text().is_none_or(|t| t.parse::<f64>().is_err()),
        Operand::Boolean(_) => !matches!(value.text(), Some("true" | "false")),
    }
}

/// A single value of a term.
enum Found<'a> {
    Text(&'a str),
    Rank(usize),
    Count(usize),
    Entry(&'a Entry),
}

/// Whether something is written there. A status that is only assumed is not.
fn written(cx: View, term: &Term, record: RecordId) -> bool {
    match &term.what {
        What::Field(path) => fields(cx, path, record, &mut |entry| !entry.value.plain().trim().is_empty()),
        what => any(cx, what, record, &mut |found| !matches!(found, Found::Text("") | Found::Count(0))),
    }
}

/// Whether one of a term's values fits.
fn any(cx: View, what: &What, record: RecordId, fits: &mut dyn FnMut(Found) -> bool) -> bool {
    let project = cx.project;
    let mut word = |judged: Option<&Judged>| judged.is_some_and(|j| fits(Found::Text(j.verdict.word())));
    match what {
        What::Verdict => word(verdict_on(cx, record)),
        What::Implementation => word(cx.proof.implementation(record)),
        What::Review => word(cx.proof.reviewed(record)),
        What::Effectiveness => word(cx.proof.effectiveness(record)),
        What::Id => fits(Found::Text(&project.record(record).id)),
        What::Kind => fits(Found::Text(&project.kind(record).name)),
        What::Title => fits(Found::Text(&project.record(record).title)),
        What::File => fits(Found::Text(&project.sources.get(project.record(record).span.file).path)),
        What::Class => cx.classes.class(record).is_some_and(|c| fits(Found::Rank(c.rank))),
        What::Link(name) => living(cx, record, *name).any(|end| fits(Found::Text(&project.record(end).id))),
        What::Field(path) if matches!(path.as_slice(), [one] if one == "status") && project.field(record, "status").is_none() => {
            fits(Found::Text(project.status(record)))
        }
        What::Field(path) => fields(cx, path, record, &mut |entry| fits(Found::Entry(entry))),
        What::Count(of) => {
            let mut count = 0;
            let mut one = || {
                count += 1;
                false
            };
            match &**of {
                What::Link(name) => count = living(cx, record, *name).count(),
                What::Field(path) => {
                    fields(cx, path, record, &mut |_| one());
                }
                // The reader of queries counts nothing else.
                What::Verdict
                | What::Implementation
                | What::Review
                | What::Effectiveness
                | What::Id
                | What::Kind
                | What::Title
                | What::File
                | What::Class
                | What::Count(_) => {}
            }
            fits(Found::Count(count))
        }
    }
}

/// Records at the other end that are not obsolete.
fn living<'a>(cx: View<'a>, record: RecordId, name: Name) -> impl Iterator<Item = RecordId> + 'a {
    ends(cx, record, name).into_iter().filter(move |r| !cx.project.is_obsolete(*r))
}

/// Whether one of the values that a path leads to fits; lists on the way are gone through.
fn fields(cx: View, path: &[String], record: RecordId, fits: &mut dyn FnMut(&Entry) -> bool) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    cx.project.field(record, first).is_some_and(|entry| inside(entry, rest, fits))
}

fn inside(entry: &Entry, path: &[String], fits: &mut dyn FnMut(&Entry) -> bool) -> bool {
    if let Value::List(items) = &entry.value {
        return items.iter().any(|item| inside(item, path, fits));
    }
    match path.split_first() {
        None => fits(entry),
        Some((first, rest)) => entry.value.get(first).is_some_and(|entry| inside(entry, rest, fits)),
    }
}

/// Whether a value compares so. What is written in the wrong form counts as missing: it has a finding of its own.
fn compares(cx: View, found: &Found, op: Op, operand: &Operand) -> bool {
    let text = match found {
        Found::Text(text) => Some(*text),
        Found::Entry(entry) => entry.value.text(),
        _ => None,
    };
    let date = if let Found::Entry(Entry { value: Value::Date(date), .. }) = found { Some(*date) } else { None };
    let stray = matches!(found, Found::Entry(Entry { value: Value::Text(_), .. }));
    let order = match operand {
        Operand::Text(wanted) if op == Op::Contains => return text.is_some_and(|t| folded(t).contains(&folded(wanted))),
        Operand::Text(wanted) => text.map(|t| t.cmp(wanted)),
        Operand::Word(wanted) => text.filter(|_| !stray).map(|t| t.cmp(wanted)),
        Operand::Level { scale, rank, .. } => {
            let of_text = || cx.project.schema.scale(scale)?.rank(text.filter(|_| !stray)?);
            let own = if let Found::Rank(rank) = found { Some(*rank) } else { of_text() };
            own.map(|own| own.cmp(rank))
        }
        Operand::Date(wanted) => date.map(|d| d.cmp(wanted)),
        Operand::Today(days) => date.map(|d| d.cmp(&cx.project.as_of.saturating_add(days.days()))),
        Operand::Number { value, .. } => {
            let own = if let Found::Count(count) = found { Some(*count as f64) } else { text.and_then(|t| t.parse().ok()) };
            own.and_then(|own: f64| own.partial_cmp(value))
        }
        Operand::Boolean(wanted) => text.and_then(|t| t.parse::<bool>().ok()).map(|own| own.cmp(wanted)),
    };
    order.is_some_and(|order| match op {
        Op::Eq => order.is_eq(),
        Op::Ne => order.is_ne(),
        Op::Lt => order.is_lt(),
        Op::Le => order.is_le(),
        Op::Gt => order.is_gt(),
        Op::Ge => order.is_ge(),
        Op::Contains => false,
    })
}

/// In lower case, with one blank between words: how a text is set must not hide a word in it.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
