//! Unresolved anomalies (5.8.2, 5.8.3): those that the version under view still has.

use crate::model::RecordId;
use crate::report::tables::records::records_cell;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Row, Table, words};
use crate::schema::FieldType;

/// The field by whose values anomalies are put in order, where the project adds it.
const SEVERITY: &str = "severity";

/// The table.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    let project = cx.project;
    let all: Vec<RecordId> = project.with_role("anomaly").filter(|a| !project.is_obsolete(*a)).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let mut residual: Vec<RecordId> = all.iter().copied().filter(|a| cx.judgement.residual(*a)).collect();
    // The worst come first; those without a severity may be as bad.
    residual.sort_by_cached_key(|a| (std::cmp::Reverse(rank(cx, *a)), *a));
    let severe = all.iter().any(|a| project.kind(*a).field(SEVERITY).is_some());
    let mut columns = vec![Column::new(columns::id(), 0), Column::new(columns::title(), 2)];
    columns.extend(severe.then(|| Column::called("severity", columns::anomaly_severity().label, 0)));
    columns.extend([
        Column::new(columns::found_in(), 0).aside(),
        Column::new(columns::affected_versions(), 0).aside(),
        Column::new(columns::impact(), 2),
        Column::new(columns::use_impact(), 2).aside(),
        Column::new(columns::risk(), 0),
        Column::new(columns::safety_evaluation(), 2),
        Column::new(columns::rationale_not_fixed(), 2),
        Column::new(columns::planned_fix(), 1).aside(),
    ]);
    let rows = residual.iter().map(|anomaly| {
        let field = |name: &str| match project.kind(*anomaly).field(name) {
            Some(index) if project.record(*anomaly).field(index).is_some() => Cell::Field(*anomaly, index),
            _ => Cell::Empty,
        };
        let mut cells = vec![Cell::Records(vec![*anomaly]), Cell::Title(*anomaly)];
        cells.extend(severe.then(|| field(SEVERITY)));
        cells.extend(["found_in", "affected_versions", "impact", "use_impact"].map(field));
        cells.push(records_cell(project.linked(*anomaly, "gives_rise_to")));
        cells.extend(["safety_evaluation", "rationale_not_fixed", "planned_fix"].map(field));
        Row { record: Some(*anomaly), cells }
    });
    let rows: Vec<Row> = rows.collect();
    let note = match &project.config.release.version {
        Some(version) => words::unresolved_note(rows.len(), all.len(), version.as_str()),
        None => words::unresolved_note_no_version(rows.len(), all.len()),
    };
    vec![Table {
        key: "unresolved-anomalies".to_owned(),
        title: words::unresolved_title(),
        group: Group::Evidence,
        columns,
        rows,
        notes: vec![note],
        groups: Vec::new(),
        footer: Vec::new(),
    }]
}

/// How severe an anomaly is, by the place of its value among those of the scale or enumeration.
fn rank(cx: Context, anomaly: RecordId) -> usize {
    let kind = cx.project.kind(anomaly);
    let place = |value: &str| match &kind.fields[kind.field(SEVERITY)? as usize].ty {
        FieldType::Scale(scale) => cx.project.schema.scale(scale)?.levels.iter().position(|l| l.id == value),
        FieldType::Enum { values, .. } => values.iter().position(|v| v == value),
        _ => None,
    };
    cx.project.text(anomaly, SEVERITY).and_then(place).unwrap_or(usize::MAX)
}
