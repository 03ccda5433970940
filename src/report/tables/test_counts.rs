//! How many tests of each level there are, and how they stand; by platform, where the release declares platforms.

use std::collections::BTreeMap;

use crate::judge::{Basis, Verdict};
use crate::model::RecordId;
use crate::report::word;
use crate::report::words::columns::{self, Named};
use crate::report::{Cell, Column, Context, Group, Row, Table, words};

/// The verdicts that are counted, each with its column.
const COUNTED: [(Named, &[Verdict]); 5] = [
    (columns::passed, &[Verdict::Passing]),
    (columns::failed, &[Verdict::Failing]),
    (columns::blocked, &[Verdict::Blocked]),
    (columns::stale, &[Verdict::Stale]),
    (columns::not_run, &[Verdict::NotRun, Verdict::Unverified]),
];

/// The table of counts.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let platforms: Vec<Option<&str>> = match cx.project.config.release.platforms.as_slice() {
        [] => vec![None],
        declared => declared.iter().map(|p| Some(p.value.as_str())).collect(),
    };
    let mut levels: BTreeMap<(usize, Option<&str>), Vec<RecordId>> = BTreeMap::new();
    for test in cx.project.with_role("test").filter(|t| !cx.project.is_obsolete(*t)) {
        let level = cx.project.text(test, "level");
        levels.entry((rank(cx, test, level), level)).or_default().push(test);
    }
    if levels.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for ((_, level), tests) in &levels {
        for (index, platform) in platforms.iter().enumerate() {
            let verdict = |test: RecordId| match platform {
                Some(_) => cx.judgement.proof.platforms(test).get(index).copied(),
                None => cx.judgement.verdict(test).map(|j| j.verdict),
            };
            let verdicts: Vec<Verdict> = tests.iter().map(|t| verdict(*t).unwrap_or(Verdict::NotRun)).collect();
            let counts = COUNTED.iter().map(|(_, of)| Cell::Count(verdicts.iter().filter(|v| of.contains(v)).count()));
            let head = [
                tests.first().zip(*level).map_or(Cell::Empty, |(test, level)| Cell::Text(level_words(cx, *test, level))),
                platform.map_or(Cell::Empty, |p| Cell::Text(p.to_owned())),
                Cell::Count(tests.len()),
            ];
            rows.push(Row { record: None, cells: head.into_iter().chain(counts).collect() });
        }
    }
    let mut columns = vec![Column::new(columns::level(), 2), Column::new(columns::platform(), 1), Column::new(columns::planned(), 0).number()];
    columns.extend(COUNTED.iter().map(|(heading, _)| Column::new(heading(), 0).number()));
    vec![Table {
        key: "tests-by-level".to_owned(),
        title: words::tests_by_level(),
        group: Group::Evidence,
        columns,
        rows,
        notes: vec![words::tests_by_level_note(otherwise(cx))],
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}

/// The place of a level among the words of its field.
fn rank(cx: Context, test: RecordId, level: Option<&str>) -> usize {
    let kind = cx.project.kind(test);
    let field = kind.field("level").map(|i| &kind.fields[i as usize].ty);
    match (field, level) {
        (Some(crate::schema::FieldType::Enum { values, .. }), Some(level)) => values.iter().position(|v| v == level).unwrap_or(usize::MAX),
        _ => usize::MAX,
    }
}

fn level_words(cx: Context, test: RecordId, level: &str) -> String {
    let kind = cx.project.kind(test);
    kind.field("level").map_or_else(|| level.to_owned(), |i| word(cx.project, &kind.fields[i as usize].ty, level))
}

/// Requirements that rest on verifications and no test.
fn otherwise(cx: Context) -> usize {
    let roles = ["requirement", "system_requirement"].into_iter().flat_map(|role| cx.project.with_role(role));
    let mut all: Vec<RecordId> = roles.filter(|r| !cx.project.is_obsolete(*r)).collect();
    all.sort_unstable();
    all.dedup();
    let is = |basis: &Basis, role: &str| matches!(basis, Basis::Record(r) if cx.project.has_role(*r, role));
    let rests = |r: &RecordId| cx.judgement.verdict(*r).map(|j| j.rests_on.as_slice()).unwrap_or_default();
    all.iter().filter(|r| rests(r).iter().any(|b| is(b, "verification")) && !rests(r).iter().any(|b| is(b, "test"))).count()
}
