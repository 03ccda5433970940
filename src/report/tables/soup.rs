//! The SOUP list: what 8.1.2 asks to be written down, with what a bill of materials has to tell; and what 5.3.3, 5.3.4 and
//! 7.1.3 ask of each.

use std::collections::BTreeMap;

use crate::model::RecordId;
use crate::report::tables::records;
use crate::report::{Cell, Context, Group, Table, words};

/// What identifies each, and who answers for it.
const IDENTITY: &[&str] = &["id", "title", "version", "manufacturer", "purl", "licence", "depends_on", "support_level", "end_of_support", "status"];

/// What it is for, and where its known anomalies are listed; how they were evaluated is a table of its own.
const NEEDS: &[&str] = &["id", "title", "class", "used_by", "functional_requirements", "performance_requirements", "environment", "anomaly_list"];

/// The two lists.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let mut tables = Vec::new();
    for kind in cx.project.schema.kinds_with("soup") {
        if cx.project.of_kind(kind).next().is_none() {
            continue;
        }
        for (columns, end, title) in [(IDENTITY, "list", words::soup_list()), (NEEDS, "needs", words::soup_needs())] {
            let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
            let mut table = records::records(cx, kind, &columns);
            table.key = format!("{}-{end}", cx.project.schema.kind(kind).name.replace('_', "-"));
            table.title = title;
            table.group = Group::Evidence;
            if end == "list" {
                identify(cx, &mut table);
                table.notes.extend(crate::report::tables::sbom::sources(cx));
            }
            tables.push(table);
        }
    }
    tables
}

/// Where a record has no package URL, its component in the bill of materials may have one, or a CPE name.
fn identify(cx: Context, table: &mut Table) {
    let Some(at) = table.columns.iter().position(|c| c.key == "purl") else { return };
    let mut known: BTreeMap<RecordId, &str> = BTreeMap::new();
    for compared in &cx.judgement.sbom {
        let component = compared.components.first().and_then(|place| cx.project.evidence.component(*place));
        if let (Some(record), Some((_, component))) = (compared.record, component)
            && let Some(id) = component.purl.as_deref().or(component.cpe.as_deref())
        {
            known.entry(record).or_insert(id);
        }
    }
    for row in &mut table.rows {
        if let (Cell::Empty, Some(id)) = (&row.cells[at], row.record.and_then(|r| known.get(&r))) {
            row.cells[at] = Cell::Code((*id).to_owned());
        }
    }
}
