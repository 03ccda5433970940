//! Classes in the order of the tree: device, systems, items, units, then SOUP; how each class came about and what it rests on.

use crate::model::RecordId;
use crate::report::record::class_facts as facts;
use crate::report::tables::clause_cells::one_or_many;
use crate::report::tree::{Node, Tree};
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, words};

/// The table; none where nothing has a class.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let tree = Tree::of(cx);
    let total = |role: &str| cx.project.with_role(role).count();
    if !tree.nodes.iter().any(|n| cx.judgement.class(n.record).is_some()) {
        return Vec::new();
    }
    let all: usize = ["device", "system", "item", "unit", "soup"].iter().map(|role| total(role)).sum();
    let mut notes = vec![words::classes_note()];
    if tree.nodes.len() < all {
        notes.push(words::classes_obsolete_note(all - tree.nodes.len()));
    }
    if tree.nodes.iter().any(|n| cx.judgement.class(n.record).is_some_and(|c| c.assumed)) {
        notes.push(words::class_assumed_note());
    }
    vec![Table {
        key: "classes".to_owned(),
        title: words::classes_title(),
        group: Group::Clauses,
        columns: vec![
            Column::new(columns::tree(), 0),
            Column::new(columns::record(), 2),
            Column::new(columns::stated_class(), 0),
            Column::new(columns::effective_class(), 0),
            Column::new(columns::class_reason(), 3),
            Column::new(columns::segregation(), 3),
            Column::new(columns::segregation_shown(), 1),
        ],
        rows: tree.nodes.iter().flat_map(|node| rows(cx, node)).collect(),
        groups: vec![vec![0, 1, 2, 3, 4]],
        notes,
        footer: vec![words::clauses_footer()],
    }]
}

/// The rows of a part: one for each segregation of it.
fn rows(cx: Context, node: &Node) -> Vec<Row> {
    let record = node.record;
    let project = cx.project;
    let class = cx.judgement.class(record);
    let stated = project.kind(record).field("safety_class").filter(|i| project.record(record).field(*i).is_some());
    let head = [
        Cell::Many(vec![Cell::Code(node.number.clone()), Cell::Text(project.kind(record).label.clone())]),
        Cell::Many(vec![Cell::Records(vec![record]), Cell::Title(record)]),
        stated.map_or(Cell::Empty, |index| Cell::Field(record, index)),
        class.map_or(Cell::Empty, |c| Cell::Class(*c)),
        one_or_many(class.map(|c| facts::reason(cx, record, c)).into_iter().flatten().chain(classifications(cx, record)).collect()),
    ];
    let mut segregations = facts::segregations(cx, record);
    if segregations.is_empty() {
        segregations.push((Vec::new(), Vec::new()));
    }
    let row = |(how, shown)| Row { record: Some(record), cells: head.iter().cloned().chain([one_or_many(how), one_or_many(shown)]).collect() };
    segregations.into_iter().map(row).collect()
}

/// The classifications of a record, where they lead, and their approval.
fn classifications(cx: Context, record: RecordId) -> Vec<Cell> {
    let mut cells = Vec::new();
    for by in cx.project.linked(record, "classified_by").into_iter().filter(|c| !cx.project.is_obsolete(*c)) {
        let Some(classified) = cx.judgement.classification(by) else { continue };
        cells.push(Cell::Records(vec![by]));
        cells.extend(facts::outcome(cx, classified).into_iter().map(Cell::Words));
        cells.push(facts::approval(cx, by));
    }
    cells
}
