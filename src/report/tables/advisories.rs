//! Known anomalies of SOUP (7.1.3): what the advisories say, what the record says about it, and of when the data are.

use std::collections::BTreeSet;

use crate::judge::{Affects, Evaluation, KnownAnomaly, names_soup};
use crate::model::{Advisory, AdvisoryFile, Affected, Entry, Event, Order, Range, RecordId, Value};
use crate::report::tables::records::records_cell;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, LongTable, Row, Table, Tone, words};
use crate::source::sha256;

/// How many files of advisories the notes name one by one.
const FILES: usize = 20;
/// How many listed versions a cell shows.
const VERSIONS: usize = 5;

/// The table: first what advisories tell, then what only the records tell, by SOUP.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let project = cx.project;
    let mut rows = Vec::new();
    for soup in project.with_role("soup").filter(|s| !project.is_obsolete(*s)) {
        let entries = evaluated(cx, soup);
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for known in cx.judgement.advisories.of(soup) {
            told.extend(&known.entries);
            rows.extend((0..said(cx, known).len()).map(|at| row(cx, known, at)));
        }
        let own = entries.iter().enumerate().filter(|(at, _)| !told.contains(at));
        rows.extend(own.map(|(_, entry)| own_row(cx, soup, entry)));
    }
    if rows.is_empty() && project.evidence.advisory_files.is_empty() {
        return Vec::new();
    }
    vec![Table { rows, ..head(notes(cx)) }]
}

/// The known anomalies that a file tells of.
pub(in crate::report) fn of_file(cx: Context<'_>, file: usize) -> LongTable<'_> {
    let evidence = &cx.project.evidence;
    let told = |known: &&KnownAnomaly| known.advisories.iter().any(|a| evidence.advisories[*a].file == file);
    let known = cx.judgement.advisories.known.iter().filter(told);
    let rows: Vec<(&KnownAnomaly, usize)> = known.flat_map(|known| (0..said(cx, known).len()).map(move |at| (known, at))).collect();
    LongTable::new(head(vec![source(cx, &evidence.advisory_files[file])]), rows, move |(known, at)| row(cx, known, *at))
}

fn head(notes: Vec<Label>) -> Table {
    Table {
        key: "soup-anomalies".to_owned(),
        title: words::soup_anomalies_title(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::soup(), 0),
            Column::new(columns::version(), 0),
            Column::new(columns::advisory(), 0),
            Column::new(columns::aliases(), 0).aside(),
            Column::new(columns::affects(), 0),
            Column::new(columns::summary(), 2).aside(),
            Column::new(columns::affected_range(), 1).aside(),
            Column::called("severity", columns::anomaly_severity().label, 1).aside(),
            Column::new(columns::vex(), 1).aside(),
            Column::new(columns::relevant(), 0),
            Column::new(columns::reason(), 2),
            Column::new(columns::risk(), 0),
            Column::new(columns::source(), 1).aside(),
        ],
        rows: Vec::new(),
        notes,
        groups: vec![vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 12]],
        footer: vec![words::soup_anomalies_footer()],
    }
}

/// What the record of a SOUP says of its known anomalies.
fn evaluated<'a>(cx: Context<'a>, soup: RecordId) -> &'a [Entry] {
    cx.project.field(soup, "evaluated").map(Entry::items).unwrap_or_default()
}

/// What the record says of a known anomaly, an evaluation after the other: whether it matters, why, which risks and anomalies it
/// names. What is not evaluated, or not in full, ends with that.
fn said(cx: Context, known: &KnownAnomaly) -> Vec<[Cell; 3]> {
    let entries = evaluated(cx, known.soup);
    let mut evaluations: Vec<&Entry> = known.entries.iter().map(|at| &entries[*at]).collect();
    evaluations.dedup_by(|a, b| a.span == b.span);
    let mut said: Vec<[Cell; 3]> = evaluations.into_iter().map(|e| [relevant(e), reason(e), risks(e)]).collect();
    match known.evaluation {
        Evaluation::Given | Evaluation::WithoutRisk(_) => {}
        Evaluation::Missing | Evaluation::Incomplete(_) => said.push([Cell::Pill(words::not_evaluated(), Tone::Bad), Cell::Empty, Cell::Empty]),
    }
    said
}

/// A known anomaly with one of the things that are said of it.
fn row(cx: Context, known: &KnownAnomaly, at: usize) -> Row {
    let evidence = &cx.project.evidence;
    let [relevant, reason, risks] = said(cx, known).swap_remove(at);
    let all: Vec<&Advisory> = known.advisories.iter().map(|a| &evidence.advisories[*a]).collect();
    let id = all[0].id.clone();
    let names: BTreeSet<&str> = all.iter().flat_map(|a| a.aliases.iter().chain([&a.id])).map(String::as_str).filter(|name| *name != id).collect();
    let affects = match known.affects {
        Affects::Yes => Cell::Pill(words::affects_yes(), Tone::Warn),
        Affects::RangeNotEvaluated | Affects::No => Cell::Pill(words::affects_not_evaluated(), Tone::Warn),
    };
    let ranges = all.iter().flat_map(|a| &a.affected).filter(|a| names_soup(cx.project, known.soup, a)).flat_map(ranges);
    Row {
        record: Some(known.soup),
        cells: vec![
            Cell::Records(vec![known.soup]),
            version(cx, known.soup),
            Cell::Code(id),
            many(names.into_iter().map(|n| Cell::Code(n.to_owned()))),
            affects,
            all.iter().find(|a| !a.summary.is_empty()).map_or(Cell::Empty, |a| Cell::Text(a.summary.clone())),
            many(ranges.map(Cell::Code)),
            many(all.iter().flat_map(|a| &a.severity).map(|s| Cell::Text(s.clone()))),
            many(all.iter().filter_map(|a| a.state.clone()).map(Cell::Text)),
            relevant,
            reason,
            risks,
            many(
                all.iter()
                    .map(|a| evidence.advisory_files[a.file].path.as_str())
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .map(|p| Cell::Evidence(p.to_owned())),
            ),
        ],
    }
}

/// A known anomaly that only the record tells of.
fn own_row(cx: Context, soup: RecordId, entry: &Entry) -> Row {
    let named = entry.value.get("ref").and_then(|e| e.value.text());
    Row {
        record: Some(soup),
        cells: vec![
            Cell::Records(vec![soup]),
            version(cx, soup),
            named.map_or(Cell::Empty, |n| Cell::Text(n.to_owned())),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            relevant(entry),
            reason(entry),
            risks(entry),
            Cell::Place(entry.span),
        ],
    }
}

fn version(cx: Context, soup: RecordId) -> Cell {
    cx.project.text(soup, "version").map_or(Cell::Empty, |v| Cell::Code(v.to_owned()))
}

fn many(cells: impl Iterator<Item = Cell>) -> Cell {
    let cells: Vec<Cell> = cells.collect();
    if cells.is_empty() { Cell::Empty } else { Cell::Many(cells) }
}

fn relevant(entry: &Entry) -> Cell {
    match entry.value.get("relevant").and_then(|e| e.value.text()) {
        Some("true") => Cell::Words(words::yes()),
        Some("false") => Cell::Words(words::no()),
        _ => Cell::Pill(words::not_evaluated(), Tone::Bad),
    }
}

fn reason(entry: &Entry) -> Cell {
    entry.value.get("reason").map_or(Cell::Empty, |e| Cell::Text(e.value.plain()))
}

/// Risks and anomalies that an evaluation names.
fn risks(evaluation: &Entry) -> Cell {
    let named = ["risk", "anomaly"].into_iter().filter_map(|name| evaluation.value.get(name)).flat_map(Entry::items);
    let records: BTreeSet<RecordId> = named.filter_map(|e| if let Value::Record { target, .. } = e.value { target } else { None }).collect();
    records_cell(records.into_iter().collect())
}

/// Ranges and listed versions in signs.
fn ranges(affected: &Affected) -> Vec<String> {
    let mut all: Vec<String> = affected.ranges.iter().map(range).filter(|r| !r.is_empty()).collect();
    let listed: Vec<&str> = affected.versions.iter().take(VERSIONS + 1).collect();
    if !listed.is_empty() {
        let more = if listed.len() > VERSIONS { ", …" } else { "" };
        all.push(format!("= {}{more}", listed[..listed.len().min(VERSIONS)].join(", ")));
    }
    all
}

fn range(range: &Range) -> String {
    if let Some(raw) = &range.raw {
        return raw.clone();
    }
    let short = |version: &str| if range.order == Order::Git { version.chars().take(12).collect() } else { version.to_owned() };
    let sign = |event: &Event| match event {
        Event::Introduced(at) => format!("≥ {}", short(at)),
        Event::Fixed(at) | Event::Limit(at) => format!("< {}", short(at)),
        Event::LastAffected(at) => format!("≤ {}", short(at)),
    };
    let git = if range.order == Order::Git { "git " } else { "" };
    format!("{git}{}", range.events.iter().map(sign).collect::<Vec<_>>().join(", "))
}

/// Of when the data are and what they are, and what was compared with nothing.
fn notes(cx: Context) -> Vec<Label> {
    let evidence = &cx.project.evidence;
    let files = &evidence.advisory_files;
    if files.is_empty() {
        return vec![words::advisories_none()];
    }
    let mut notes = Vec::new();
    if files.len() <= FILES {
        notes.extend(files.iter().map(|file| source(cx, file)));
    } else {
        // As `sha256sum` prints it, so that it can be made again.
        let sums: String = files.iter().map(|f| format!("{}  {}\n", hash(cx, &f.path), f.path)).collect();
        let newest = date(files.iter().filter_map(|f| f.date.as_ref()).max());
        notes.push(words::advisories_files(files.len(), evidence.advisories.len(), newest, sha256(sums)));
    }
    let judged = &cx.judgement.advisories;
    notes.push(words::advisories_left_out(judged.withdrawn, judged.unplaced));
    if !judged.not_compared.is_empty() {
        let ids: Vec<&str> = judged.not_compared.iter().map(|s| cx.project.record(*s).id.as_str()).collect();
        notes.push(words::advisories_not_compared(ids.join(", ")));
    }
    notes
}

/// A file of advisories: what it is, and of when its data are.
fn source(cx: Context, file: &AdvisoryFile) -> Label {
    words::advisories_file(file.path.as_str(), file.format, file.count, date(file.date.as_ref()), hash(cx, &file.path))
}

fn hash<'a>(cx: Context<'a>, path: &str) -> &'a str {
    let files = &cx.project.evidence.files;
    files.binary_search_by(|f| f.path.as_str().cmp(path)).map_or("", |at| files[at].sha256.as_str())
}

fn date(date: Option<&String>) -> String {
    date.map_or_else(|| "–".to_owned(), String::clone)
}
