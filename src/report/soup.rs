//! The SOUP list: what 8.1.2, 5.3.3, 5.3.4 and 7.1.3 ask to be written down.

use super::{Context, Group, Label, Table, kinds};

const COLUMNS: &[&str] =
    &["id", "title", "version", "manufacturer", "licence", "class", "used_by", "functional_requirements", "environment", "anomaly_list"];

/// The list.
pub(super) fn tables(cx: Context) -> Vec<Table> {
    let columns: Vec<String> = COLUMNS.iter().map(|c| (*c).to_owned()).collect();
    let mut tables = Vec::new();
    for kind in cx.project.schema.kinds_with("soup") {
        if cx.project.of_kind(kind).next().is_none() {
            continue;
        }
        let mut table = kinds::records(cx, kind, &columns);
        table.key = format!("{}-list", cx.project.schema.kind(kind).name.replace('_', "-"));
        table.title = Label::key("soup_list");
        table.group = Group::Evidence;
        tables.push(table);
    }
    tables
}
