//! Every evidence file: what it is, how large, and its hash.

use crate::report::evidence_page::role;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, words};

/// The table of evidence files.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let files = &cx.project.evidence.files;
    if files.is_empty() {
        return Vec::new();
    }
    let row = |file: &crate::model::ReportFile| {
        let cells = vec![Cell::Evidence(file.path.clone()), Cell::Words(role(file)), Cell::Text(file.size.to_string()), Cell::Code(file.sha256.clone())];
        Row { record: None, cells }
    };
    vec![Table {
        key: "evidence-files".to_owned(),
        title: words::evidence_files(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::file(), 2),
            Column::new(columns::role(), 0),
            Column::new(columns::size(), 0).number(),
            Column::new(columns::sha256(), 3),
        ],
        rows: files.iter().map(row).collect(),
        notes: Vec::new(),
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}
