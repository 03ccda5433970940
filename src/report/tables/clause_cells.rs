//! The cells of the clause tables: the same words, cuts and tones in all of them.

use crate::judge::{Assessment, Class, ClassReason, ClauseRow, Missing, RecordCheck};
use crate::model::RecordId;
use crate::report::missing::missing_words;
use crate::report::{Cell, Context, Label, Tone, words};
use crate::schema::{Clause, Scope, Standard};

/// How many records and gaps a row names; how many more there are, it says.
pub(in crate::report) const NAMED: usize = 8;

/// The short title, with what is special about the clause.
pub(in crate::report) fn title(clause: &Clause) -> Cell {
    let mut cells = vec![Cell::Text(clause.title.clone())];
    if clause.own {
        cells.push(Cell::Pill(words::clause_own(), Tone::Info));
    }
    cells.extend(clause.condition.map(|c| Cell::Words(words::of::condition(c))));
    cells.extend((clause.from_annex).then(|| Cell::Words(words::letters_from_annex())));
    if !clause.stated_levels.is_empty() {
        cells.push(Cell::Words(words::stated_levels(clause.stated_levels.join(", "))));
    }
    cells.extend(clause.note.as_ref().map(|note| Cell::Text(note.clone())));
    one_or_many(cells)
}

/// What the clause is judged for, of one row or of several that say the same.
pub(in crate::report) fn subjects(rows: &[&ClauseRow]) -> Cell {
    let [row] = rows else {
        let n = rows.len();
        let said = match rows[0].scope {
            Scope::Item => words::many_items(n),
            Scope::Unit => words::many_units(n),
            Scope::Soup => words::many_soup(n),
            // Rows of any other scope are never taken together.
            Scope::Boundary | Scope::Organisation | Scope::System | Scope::IntegrationGroup | Scope::Release | Scope::Legacy => words::many_boundaries(n),
        };
        let records: Vec<RecordId> = rows.iter().filter_map(|r| r.subject).collect();
        return Cell::Many(vec![Cell::Words(said), cut_records(&records)]);
    };
    subject(row)
}

/// What a row is judged for.
pub(in crate::report) fn subject(row: &ClauseRow) -> Cell {
    let scope = || Cell::Words(words::of::scope(row.scope));
    match row.subject {
        None if row.scope == Scope::Organisation => scope(),
        None => Cell::Words(words::no_system()),
        Some(subject) if row.stands_in => Cell::Many(vec![Cell::Records(vec![subject]), Cell::Words(crate::report::missing::no_subject(row.scope))]),
        Some(subject) => match row.scope {
            Scope::System | Scope::Item | Scope::Unit | Scope::Soup => Cell::Records(vec![subject]),
            _ => Cell::Many(vec![Cell::Records(vec![subject]), scope()]),
        },
    }
}

/// The class that decides, of one row or of several of the same class.
pub(in crate::report) fn class_of(cx: Context, rows: &[&ClauseRow]) -> Cell {
    match rows {
        [row] => class(cx, row),
        rows => level(cx, &cx.project.schema.standards[rows[0].standard], rows[0].class),
    }
}

/// A class by its name alone.
pub(in crate::report) fn level(cx: Context, standard: &Standard, rank: usize) -> Cell {
    let level = cx.project.schema.level(standard, rank);
    level.map_or(Cell::Empty, |l| Cell::Words(words::class_stated(l.label.clone())))
}

/// The class that decides.
pub(in crate::report) fn class(cx: Context, row: &ClauseRow) -> Cell {
    match row.subject.and_then(|s| cx.judgement.class(s)).filter(|c| c.rank == row.class) {
        Some(class) => Cell::Class(*class),
        None if row.assumed => Cell::Class(Class { rank: row.class, reason: ClassReason::Assumed, assumed: true }),
        // The class of several taken together: no record's own.
        None => {
            let level = cx.project.schema.level(&cx.project.schema.standards[row.standard], row.class);
            level.map_or(Cell::Empty, |l| Cell::Words(words::class_of_several(l.label.clone())))
        }
    }
}

/// What the records show.
pub(in crate::report) fn check(row: &ClauseRow) -> Cell {
    let said = words::of::record_check(row.record_check);
    let tone = match row.record_check {
        RecordCheck::None => Tone::Bad,
        RecordCheck::Incomplete | RecordCheck::NotJudged => Tone::Warn,
        // Records are there: whether they are good is nobody's word here, and no green one.
        RecordCheck::Complete | RecordCheck::NoCase => Tone::Neutral,
        RecordCheck::NotForClass | RecordCheck::OtherRoute => return Cell::Words(said),
    };
    Cell::Pill(said, tone)
}

/// What is missing, the same thing once with all the records that lack it.
pub(in crate::report) fn missing<'a>(cx: Context, missing: impl Iterator<Item = &'a Missing>) -> Cell {
    let mut told: Vec<(Label, Vec<RecordId>)> = Vec::new();
    for one in missing {
        let words = missing_words(cx.project, one);
        match told.iter_mut().find(|(known, _)| *known == words) {
            Some((_, records)) => records.extend(one.record),
            None => told.push((words, one.record.into_iter().collect())),
        }
    }
    let more = told.len().saturating_sub(NAMED);
    let mut cells = Vec::new();
    for (words, records) in told.into_iter().take(NAMED) {
        cells.push(Cell::Words(words));
        if !records.is_empty() {
            cells.push(cut_records(&records));
        }
    }
    if more > 0 {
        cells.push(more_words(more));
    }
    one_or_many(cells)
}

/// The first of many records, and how many more there are.
pub(in crate::report) fn cut_records(records: &[RecordId]) -> Cell {
    let mut named = records.to_vec();
    named.sort_unstable();
    named.dedup();
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    match (named.is_empty(), more) {
        (true, _) => Cell::Empty,
        (false, 0) => Cell::Records(named),
        (false, more) => Cell::Many(vec![Cell::Records(named), more_words(more)]),
    }
}

fn more_words(more: usize) -> Cell {
    Cell::Words(words::and_more(more))
}

/// Cells as one.
pub(in crate::report) fn one_or_many(mut cells: Vec<Cell>) -> Cell {
    match cells.len() {
        0 => Cell::Empty,
        1 => cells.remove(0),
        _ => Cell::Many(cells),
    }
}

/// What a person judged, or that nobody did.
pub(in crate::report) fn assessment(cx: Context, clause: &Clause, row: &ClauseRow) -> Cell {
    let judged = |a: &Assessment| {
        vec![Cell::Text(a.judgement.clone()), Cell::Records(vec![a.record]), Cell::Text(judged_by(cx, &a.by)), a.on.map_or(Cell::Empty, Cell::Date)]
    };
    match (&row.assessment, &row.no_case) {
        (Some(assessment), _) => Cell::Many(judged(assessment)),
        (None, Some(declared)) => Cell::Many([vec![Cell::Words(words::declared_no_case())], judged(declared)].concat()),
        (None, None) if !row.record_check.applies() => Cell::Empty,
        (None, None) if clause.person => Cell::Pill(words::not_assessed_needed(), Tone::Warn),
        (None, None) => Cell::Pill(words::not_assessed(), Tone::Neutral),
    }
}

/// A person by id and name where a record names one.
pub(in crate::report) fn judged_by(cx: Context, by: &str) -> String {
    cx.project.by_id(by).map_or_else(|| by.to_owned(), |person| format!("{by} {}", cx.project.record(person).title))
}
