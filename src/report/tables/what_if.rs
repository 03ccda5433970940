//! Class what-if: which clauses more are asked if a system, item, unit or SOUP were of a higher class.

use crate::judge::WhatIf;
use crate::report::tables::clause_cells as cells;
use crate::report::tables::clauses::{footer, of_standards};
use crate::report::tables::records::records_cell;
use crate::report::tree::Tree;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, words};
use crate::schema::Standard;

/// A table for each standard in use whose clauses depend on a class.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let tree = Tree::of(cx);
    let graded = of_standards(cx).into_iter().filter(|(standard, _)| standard.scale.is_some() && standard.checks.is_none());
    graded.filter_map(|(standard, rows)| table(cx, &tree, standard, rows.first()?.standard)).collect()
}

fn table(cx: Context, tree: &Tree, standard: &Standard, index: usize) -> Option<Table> {
    let highest = cx.project.schema.scale(standard.scale.as_deref()?)?.levels.len().checked_sub(1)?;
    let what_if = WhatIf::new(cx.project, cx.judgement, index);
    let (mut rows, mut already) = (Vec::new(), 0_usize);
    for node in &tree.nodes {
        let Some(class) = cx.judgement.class(node.record) else { continue };
        already += usize::from(class.rank >= highest);
        for rank in class.rank + 1..=highest {
            let raised = what_if.raised(index, node.record, rank);
            let numbers: Vec<&str> = raised.asked.iter().map(|c| standard.clauses[*c].number.as_str()).collect();
            rows.push(Row {
                record: Some(node.record),
                cells: vec![
                    Cell::Records(vec![node.record]),
                    Cell::Title(node.record),
                    Cell::Class(*class),
                    cells::level(cx, standard, rank),
                    Cell::Count(numbers.len()),
                    if numbers.is_empty() { Cell::Empty } else { Cell::Text(numbers.join(", ")) },
                    if raised.with.len() > cells::NAMED { cells::cut_records(&raised.with) } else { records_cell(raised.with) },
                ],
            });
        }
    }
    let total = tree.nodes.iter().filter(|n| cx.judgement.class(n.record).is_some()).count();
    Some(Table {
        key: format!("what-if-{}", standard.name),
        title: words::what_if_title(standard.title.as_str()),
        group: Group::Clauses,
        columns: vec![
            Column::new(columns::record(), 0),
            Column::new(columns::title(), 2),
            Column::new(columns::subject_class(), 0),
            Column::new(columns::if_class(), 0),
            Column::new(columns::more_clauses(), 0).number(),
            Column::new(columns::asked_besides(), 3),
            Column::new(columns::rises_with(), 1),
        ],
        rows,
        notes: vec![words::what_if_note(), words::what_if_highest_note(already, total)],
        groups: Vec::new(),
        footer: footer(standard),
    })
}
