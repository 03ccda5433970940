//! Raw records to records and graph: ids, links, references.

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, near_words, nearest};
use crate::load::codes::{DANGLING_LINK, DUPLICATE_ID, ID_CASE_CLASH, UNKNOWN_REFERENCE, WRONG_TARGET_KIND};
use crate::load::records::file::{RawLink, RawRecord};
use crate::load::records::value::short;
use crate::model::body::{Block, Body, DefinitionEntry, Inline};
use crate::model::{Edge, Entry, Graph, Record, RecordId, State, Value, Written};
use crate::schema::{Ends, Field, FieldType, Kind, Name, Schema, Side};
use crate::source::folded;

/// How many suggestions a run looks for: each costs a pass over all ids.
const SUGGESTIONS: usize = 50;

/// Records, their graph, and the index of ids.
pub(in crate::load) struct Assembled {
    pub(in crate::load) records: Vec<Record>,
    pub(in crate::load) graph: Graph,
    pub(in crate::load) ids: FxHashMap<String, RecordId>,
}

/// Puts raw records together. They arrive in the order of files and lines; of two with one id the first stays.
pub(in crate::load) fn assemble(raw: Vec<RawRecord>, schema: &Schema, out: &mut Vec<Diagnostic>) -> Assembled {
    // The place among those kept, by the id without its case.
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    let mut kept: Vec<RawRecord> = Vec::with_capacity(raw.len());
    for record in raw {
        match first.get(&record.id.to_ascii_lowercase()).map(|index| &kept[*index]) {
            Some(other) => {
                let (code, words) = if other.id == record.id {
                    (&DUPLICATE_ID, format!("id `{}` exists already", record.id))
                } else {
                    (&ID_CASE_CLASH, format!("id `{}` differs from `{}` only in its case", record.id, other.id))
                };
                out.push(Diagnostic::new(code, record.span, words).related(other.span, "first here").about(record.id));
            }
            None => {
                first.insert(record.id.to_ascii_lowercase(), kept.len());
                kept.push(record);
            }
        }
    }
    kept.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| natural(&a.id, &b.id)));
    let ids: FxHashMap<String, RecordId> = kept.iter().enumerate().map(|(i, r)| (r.id.clone(), RecordId(i as u32))).collect();
    let mut resolver = Resolver { schema, kinds: kept.iter().map(|r| r.kind).collect(), ids, suggested: 0, near: FxHashMap::default(), out };
    let mut edges = Vec::new();
    let mut written = Vec::new();
    let mut records = Vec::with_capacity(kept.len());
    let mut all_links = Vec::with_capacity(kept.len());
    for raw in kept {
        let title = title(schema, &raw);
        all_links.push(raw.links);
        records.push(Record { id: raw.id, kind: raw.kind, title, span: raw.span, fields: raw.fields, holes: raw.holes });
    }
    for (index, links) in all_links.into_iter().enumerate() {
        for link in links {
            resolver.link(RecordId(index as u32), &records, link, &mut edges, &mut written);
        }
    }
    for record in &mut records {
        let kind = schema.kind(record.kind);
        let mut fields = std::mem::take(&mut record.fields);
        for (field, entry) in &mut fields {
            resolver.entry(&record.id, &kind.fields[*field as usize], entry);
        }
        record.fields = fields;
    }
    let ids = resolver.ids;
    Assembled { graph: Graph::new(records.len(), edges, written), records, ids }
}

/// `SRS-2` before `SRS-10`.
pub(in crate::load) fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let digits = |s: &str| s.len() - s.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match (x.chars().next(), y.chars().next()) {
            (None, None) => return a.cmp(b),
            (None, _) => return std::cmp::Ordering::Less,
            (_, None) => return std::cmp::Ordering::Greater,
            (Some(c), Some(d)) if c.is_ascii_digit() && d.is_ascii_digit() => {
                let (n, m) = (digits(x), digits(y));
                let (left, right) = (x[..n].trim_start_matches('0'), y[..m].trim_start_matches('0'));
                let order = left.len().cmp(&right.len()).then_with(|| left.cmp(right));
                if order.is_ne() {
                    return order;
                }
                (x, y) = (&x[n..], &y[m..]);
            }
            (Some(c), Some(d)) if c == d => (x, y) = (&x[c.len_utf8()..], &y[d.len_utf8()..]),
            (Some(c), Some(d)) => return c.cmp(&d),
        }
    }
}

fn title(schema: &Schema, raw: &RawRecord) -> String {
    let kind = schema.kind(raw.kind);
    let text = |name: &str| {
        let index = kind.field(name)?;
        let at = raw.fields.binary_search_by_key(&index, |(i, _)| *i).ok()?;
        raw.fields[at].1.value.text().map(str::trim).filter(|t| !t.is_empty())
    };
    if let Some(title) = text("title") {
        return title.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let Some(body) = text("text") else { return raw.id.clone() };
    let line = body.lines().find(|l| !l.trim().is_empty()).unwrap_or("").trim().trim_start_matches('#').trim();
    let sentence = line.find(". ").map_or(line, |end| &line[..end]);
    let sentence = sentence.trim_end_matches('.');
    if sentence.chars().count() <= 120 { sentence.to_owned() } else { format!("{}…", sentence.chars().take(119).collect::<String>()) }
}

/// Looks names up; owned by one pass over a project.
pub(in crate::load) struct Resolver<'a> {
    pub(in crate::load) schema: &'a Schema,
    pub(in crate::load) kinds: Vec<crate::schema::KindId>,
    pub(in crate::load) ids: FxHashMap<String, RecordId>,
    suggested: usize,
    /// What was found near names that may lie outside: such a name is often written many times.
    near: FxHashMap<String, Option<String>>,
    pub(in crate::load) out: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// Advice for a name that no record has; the id that is near is looked for of the first names only.
    pub(in crate::load) fn suggestion(&mut self, id: &str) -> Option<String> {
        if self.suggested >= SUGGESTIONS {
            return near_words(id, None);
        }
        self.suggested += 1;
        near_words(id, self.near(id).as_deref())
    }

    /// The id that is near to a name. Not limited: whether a name lies outside must not hang on how many did before.
    fn near(&mut self, id: &str) -> Option<String> {
        if let Some(known) = self.near.get(id) {
            return known.clone();
        }
        // Of equally near ones the first by name is taken, in whatever order they come.
        let found = nearest(id, self.ids.keys().map(String::as_str)).map(str::to_owned);
        self.near.insert(id.to_owned(), found.clone());
        found
    }

    fn link(&mut self, from: RecordId, records: &[Record], link: RawLink, edges: &mut Vec<Edge>, written: &mut Vec<Written>) {
        let RawLink { name, target, fragment, span } = link;
        let declared = self.schema.link(name.link);
        let own = &records[from.index()].id;
        let as_written = fragment.as_ref().map_or_else(|| target.clone(), |f| format!("{target}#{f}"));
        let state = match self.ids.get(&target).copied() {
            Some(to) => {
                let other = name.side.other();
                let ends = self.schema.ends(name.link, other);
                let kind = self.schema.kind(self.kinds[to.index()]);
                if !ends.allow(kind) {
                    let words = format!("`{}` of `{own}` leads to `{target}`, {}", declared.name_at(name.side), self.schema.words_of(kind));
                    let start = self.schema.kind(self.kinds[from.index()]);
                    let others = self.meant(name, start, kind);
                    let help = match others.as_slice() {
                        [] => format!("it may lead to: {}", self.schema.words_of_ends(ends)),
                        others => format!("write {}", others.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")),
                    };
                    self.out.push(Diagnostic::new(&WRONG_TARGET_KIND, span, words).help(help).about(own));
                    State::WrongKind(to)
                } else if let Some(entry) = fragment.as_deref().filter(|f| !self.has_entry(&records[to.index()], declared.fragment.as_deref(), f)) {
                    let words = format!("`{target}` has no entry `{entry}` for `{}` of `{own}`", declared.name_at(name.side));
                    self.out.push(Diagnostic::new(&DANGLING_LINK, span, words).about(own));
                    State::Dangling
                } else {
                    let (start, end) = match name.side {
                        Side::Forward => (from, to),
                        Side::Inverse => (to, from),
                    };
                    edges.push(Edge { link: name.link, from: start, to: end, fragment, span });
                    State::Linked(to)
                }
            }
            None => {
                let near = if declared.outside { self.near(&target) } else { None };
                if declared.outside && near.is_none() && !self.looks_like_id(&target) {
                    State::Outside
                } else {
                    let words = format!("`{}` of `{own}` leads to `{}`, which no record is called", declared.name_at(name.side), short(&target));
                    let help = if near.is_some() { near_words(&target, near.as_deref()) } else { self.suggestion(&target) };
                    self.out.push(Diagnostic::new(&DANGLING_LINK, span, words).maybe_help(help).about(own));
                    State::Dangling
                }
            }
        };
        written.push(Written { record: from, name, target: as_written, state, span });
    }

    /// The links that a record of a kind may write to one of another kind, and that mean what a link says which may not: a
    /// requirement is verified, a need is validated.
    fn meant(&self, written: Name, from: &Kind, to: &Kind) -> Vec<&str> {
        let stem = |name: &str| ["verif", "validat"].iter().any(|stem| name.starts_with(stem));
        let own = self.schema.link(written.link).name_at(written.side);
        let fits = |link: &&crate::schema::LinkType, side: Side| {
            let (near, far): (&Ends, &Ends) = match side {
                Side::Forward => (&link.from, &link.to),
                Side::Inverse => (&link.to, &link.from),
            };
            stem(own) && stem(link.name_at(side)) && near.allow(from) && far.allow(to)
        };
        let all = self.schema.links.iter().filter(|link| fits(link, written.side));
        all.map(|link| link.name_at(written.side)).filter(|name| *name != own).collect()
    }

    fn looks_like_id(&self, target: &str) -> bool {
        let target = folded(target);
        self.schema.kinds.iter().any(|k| k.is_prefix_of(&target))
    }

    /// Whether a person is written as the id of a record: a name does not begin like that.
    fn looks_like_person(&self, name: &str) -> bool {
        let name = folded(name);
        self.schema.kinds.iter().any(|k| k.has_role("person") && k.is_prefix_of(&name))
    }

    fn has_entry(&self, record: &Record, field: Option<&str>, entry: &str) -> bool {
        let kind = self.schema.kind(record.kind);
        let found = field.and_then(|f| kind.field(f)).and_then(|i| record.field(i));
        found.is_some_and(|e| e.items().iter().any(|i| i.value.get("id").and_then(|v| v.value.text()) == Some(entry)))
    }

    fn entry(&mut self, own: &str, field: &Field, entry: &mut Entry) {
        self.value(own, &field.name, &field.ty, entry);
    }

    fn value(&mut self, own: &str, name: &str, ty: &FieldType, entry: &mut Entry) {
        match (&mut entry.value, ty) {
            (Value::Prose(prose), _) => self.prose(Some(own), &mut prose.body),
            (Value::List(items), FieldType::List(inner)) => items.iter_mut().for_each(|i| self.value(own, name, inner, i)),
            (Value::List(items), ty) => items.iter_mut().for_each(|i| self.value(own, name, ty, i)),
            (Value::Group(values), FieldType::Group(fields)) => {
                for (key, value) in values {
                    if let Some(field) = fields.iter().find(|f| f.name == *key) {
                        self.entry(own, field, value);
                    }
                }
            }
            (Value::Text(id), FieldType::Person) if self.looks_like_person(id) && !self.ids.contains_key(id.as_str()) => {
                let words = format!("`{name}` of `{own}` names `{}`, which no record is called", short(id));
                let near = self.suggestion(id);
                self.out.push(Diagnostic::new(&DANGLING_LINK, entry.span, words).maybe_help(near).about(own));
            }
            (Value::Record { id, target }, FieldType::Link { to }) => {
                let found = self.ids.get(id.as_str()).copied();
                match found.map(|r| self.schema.kind(self.kinds[r.index()])) {
                    None => {
                        let words = format!("`{name}` of `{own}` names `{}`, which no record is called", short(id));
                        let help = self.suggestion(id);
                        self.out.push(Diagnostic::new(&DANGLING_LINK, entry.span, words).maybe_help(help).about(own));
                    }
                    Some(kind) if !to.is_empty() && !to.iter().any(|r| r == "any" || kind.has_role(r)) => {
                        let words = format!("`{name}` of `{own}` names `{id}`, {}", self.schema.words_of(kind));
                        let help = format!("it may name: {}", self.schema.words_of_roles(to));
                        self.out.push(Diagnostic::new(&WRONG_TARGET_KIND, entry.span, words).help(help).about(own));
                    }
                    Some(_) => *target = found,
                }
            }
            _ => {}
        }
    }

    /// Marks the record references of a text as known, or reports them.
    pub(in crate::load) fn prose(&mut self, own: Option<&str>, body: &mut Body) {
        body.blocks.iter_mut().for_each(|b| self.block(own, b));
    }

    fn block(&mut self, own: Option<&str>, block: &mut Block) {
        match block {
            Block::Paragraph { inlines } | Block::Plain { inlines } | Block::Heading { inlines, .. } => self.inlines(own, inlines),
            Block::BlockQuote { blocks, .. } | Block::FootnoteDefinition { blocks, .. } => blocks.iter_mut().for_each(|b| self.block(own, b)),
            Block::List { items, .. } => items.iter_mut().flatten().for_each(|b| self.block(own, b)),
            Block::Table { head, rows, .. } => {
                head.iter_mut().for_each(|c| self.inlines(own, c));
                rows.iter_mut().flatten().for_each(|c| self.inlines(own, c));
            }
            Block::DefinitionList { entries } => entries.iter_mut().for_each(|e| match e {
                DefinitionEntry::Title { inlines } => self.inlines(own, inlines),
                DefinitionEntry::Definition { blocks } => blocks.iter_mut().for_each(|b| self.block(own, b)),
            }),
            _ => {}
        }
    }

    fn inlines(&mut self, own: Option<&str>, inlines: &mut [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Emphasis { inlines }
                | Inline::Strong { inlines }
                | Inline::Strikethrough { inlines }
                | Inline::Superscript { inlines }
                | Inline::Subscript { inlines }
                | Inline::Link { inlines, .. } => self.inlines(own, inlines),
                Inline::Record { id, known, span, .. } => {
                    let name = id.split('#').next().unwrap_or(id);
                    *known = self.ids.contains_key(name);
                    if !*known {
                        let name = name.to_owned();
                        let help = self.suggestion(&name);
                        let mut finding = Diagnostic::new(&UNKNOWN_REFERENCE, *span, format!("no record is called `{name}`")).maybe_help(help);
                        finding.record = own.map(str::to_owned);
                        self.out.push(finding);
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'a> Resolver<'a> {
    /// A resolver for the chapters, over records that are there.
    pub(in crate::load) fn over(schema: &'a Schema, records: &[Record], ids: FxHashMap<String, RecordId>, out: &'a mut Vec<Diagnostic>) -> Self {
        Self { schema, kinds: records.iter().map(|r| r.kind).collect(), ids, suggested: 0, near: FxHashMap::default(), out }
    }
}
