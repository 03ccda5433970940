//! Tests by platform, where the release declares platforms.

use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, words};

/// The table: a row a test, a column a platform.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let platforms = &cx.project.config.release.platforms;
    let tests: Vec<_> = cx.project.with_role("test").filter(|t| !cx.project.is_obsolete(*t)).collect();
    if platforms.is_empty() || tests.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![Column::new(columns::test(), 0), Column::new(columns::title(), 3)];
    columns.extend(platforms.iter().map(|p| Column::titled(&p.value, &p.value, 0)));
    let rows = tests.into_iter().map(|test| {
        let verdicts = cx.judgement.proof.platforms(test).iter().map(|verdict| Cell::Verdict(*verdict));
        Row { record: Some(test), cells: [Cell::Records(vec![test]), Cell::Title(test)].into_iter().chain(verdicts).collect() }
    });
    vec![Table {
        key: "tests-by-platform".to_owned(),
        title: words::tests_by_platform(),
        group: Group::Evidence,
        columns,
        rows: rows.collect(),
        notes: vec![words::tests_by_platform_note()],
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}
