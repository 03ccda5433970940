//! The outline: which documents there are, and what stands in each, in which order and under which number. The navigation of the
//! site, the PDF and the contents of a release read it.

use super::{Context, Group, Label, Table, words};
use crate::model::Chapter;
use crate::schema::KindId;

/// The documents of the technical file.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// In order.
    pub documents: Vec<Document>,
}

/// A document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its name in paths and addresses.
    pub name: &'static str,
    /// What it is called.
    pub title: Label,
    /// In order.
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it holds.
    pub kind: PartKind,
    /// Its heading, if it has one.
    pub title: Option<Label>,
    /// In order, at least one.
    pub entries: Vec<Entry>,
}

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Chapters of the summary.
    Chapters,
    /// Tables about one matter.
    Tables,
    /// The findings.
    Findings,
    /// Records, by kind.
    Records,
}

/// What stands in a part.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub of: Content,
    /// What it is called.
    pub title: Label,
    /// Its number: of a chapter that of the summary, of tables and records that in an annex; none if the PDF leaves it out.
    pub number: Option<String>,
    /// How deep it is nested, from 0.
    pub depth: usize,
    /// How many rows or records it has; of chapters none.
    pub count: Option<usize>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A chapter, by its place.
    Chapter(usize),
    /// A table, by its place.
    Table(usize),
    /// The records of a kind, with the place of the table that lists them.
    Records(KindId, usize),
}

impl Outline {
    /// The parts of all documents that hold one thing.
    pub fn parts(&self, kind: PartKind) -> impl Iterator<Item = &Part> {
        self.documents.iter().flat_map(|d| &d.parts).filter(move |part| part.kind == kind)
    }
}

/// The outline of a project with its tables.
pub fn outline(cx: Context, tables: &[Table]) -> Outline {
    let mut parts = chapters(&cx.project.chapters);
    let mut annex = (1..).map(|n| format!("A.{n}"));
    parts.extend(of_tables(tables, &mut annex));
    parts.extend(findings(tables, &mut annex));
    parts.extend(records(tables));
    Outline { documents: vec![Document { name: "technical-file", title: Label::words(&cx.project.config.title), parts }] }
}

/// The chapters, a part for each part of the summary.
fn chapters(chapters: &[Chapter]) -> Vec<Part> {
    let all: Vec<(usize, &Chapter)> = chapters.iter().enumerate().collect();
    let entry = |(at, chapter): &(usize, &Chapter)| Entry {
        of: Content::Chapter(*at),
        title: Label::words(&chapter.title),
        number: chapter.number.clone(),
        depth: chapter.depth,
        count: None,
    };
    let part = |(number, part): (usize, &[(usize, &Chapter)])| Part {
        kind: PartKind::Chapters,
        title: part[0].1.part.as_ref().map(Label::words).or_else(|| (number == 0).then(words::chapters)),
        entries: part.iter().map(entry).collect(),
    };
    all.chunk_by(|(_, a), (_, b)| a.part == b.part).enumerate().map(part).collect()
}

/// The tables that are neither lists of records nor the findings, by what they are about.
fn of_tables(tables: &[Table], annex: &mut impl Iterator<Item = String>) -> Vec<Part> {
    let groups: [(Label, &[Group]); 5] = [
        (words::group_trace(), &[Group::Trace]),
        (words::group_clauses(), &[Group::Clauses, Group::ClauseRows]),
        (words::group_risk(), &[Group::Risk]),
        (words::group_evidence(), &[Group::Evidence]),
        (words::tables(), &[Group::Records]),
    ];
    let mut part = |(title, groups): (Label, &[Group])| Part {
        kind: PartKind::Tables,
        title: Some(title),
        entries: tables.iter().enumerate().filter(|(_, t)| groups.contains(&t.group)).map(|(at, t)| table(at, t, annex)).collect(),
    };
    groups.into_iter().map(&mut part).filter(|part| !part.entries.is_empty()).collect()
}

fn findings(tables: &[Table], annex: &mut impl Iterator<Item = String>) -> Option<Part> {
    let (at, found) = tables.iter().enumerate().find(|(_, t)| t.group == Group::Findings)?;
    Some(Part { kind: PartKind::Findings, title: None, entries: vec![table(at, found, annex)] })
}

fn table(at: usize, table: &Table, annex: &mut impl Iterator<Item = String>) -> Entry {
    let number = if table.group == Group::ClauseRows { None } else { annex.next() };
    Entry { of: Content::Table(at), title: table.title.clone(), number, depth: 0, count: Some(table.rows.len()) }
}

/// The records of each kind that has any.
fn records(tables: &[Table]) -> Option<Part> {
    let lists = tables.iter().enumerate().filter_map(|(at, table)| if let Group::Kind(kind) = table.group { Some((at, table, kind)) } else { None });
    let entry = |(n, (at, table, kind)): (usize, (usize, &Table, KindId))| Entry {
        of: Content::Records(kind, at),
        title: table.title.clone(),
        number: Some(format!("B.{}", n + 1)),
        depth: 0,
        count: Some(table.rows.len()),
    };
    let entries: Vec<Entry> = lists.enumerate().map(entry).collect();
    (!entries.is_empty()).then(|| Part { kind: PartKind::Records, title: Some(words::records()), entries })
}
