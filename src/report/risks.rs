//! The risk table: scores, controls, their two verdicts.

use super::{Cell, Column, Context, Group, Label, Row, Table, Tone};
use crate::judge::Score;

/// The table of risks.
pub(super) fn tables(cx: Context) -> Vec<Table> {
    if cx.judgement.risks.is_empty() {
        return Vec::new();
    }
    let rows = cx
        .judgement
        .risks
        .iter()
        .map(|scored| {
            let risk = scored.risk;
            let stage = |name: &str| scored.scores.iter().rfind(|s| s.stage == name).map_or(Cell::Empty, |s| level(cx, s));
            let controls = cx.project.linked(risk, "mitigated_by");
            let each = |of: &dyn Fn(crate::model::RecordId) -> Cell| {
                if controls.is_empty() { Cell::Empty } else { Cell::Many(controls.iter().map(|c| of(*c)).collect()) }
            };
            let verdict = |judged: Option<&crate::judge::Judged>| judged.map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
            Row {
                record: Some(risk),
                cells: vec![
                    Cell::Records(vec![risk]),
                    Cell::Title(risk),
                    stage("initial"),
                    each(&|c| Cell::Records(vec![c])),
                    each(&|c| verdict(cx.judgement.implementation(c))),
                    each(&|c| verdict(cx.judgement.effectiveness(c))),
                    stage("residual"),
                ],
            }
        })
        .collect();
    let notes = if cx.project.schema.risk_matrix.is_none() { vec![Label::key("no_risk_matrix")] } else { Vec::new() };
    vec![Table {
        key: "risks".to_owned(),
        title: Label::key("risk_table"),
        group: Group::Risk,
        columns: vec![
            Column::new("risk", 0),
            Column::new("title", 3),
            Column::new("initial", 0),
            Column::new("controls", 0),
            Column::new("implementation", 0),
            Column::new("effectiveness", 0),
            Column::new("residual", 0),
        ],
        rows,
        notes,
        footer: Vec::new(),
    }]
}

/// The level by the matrix; a stated one only where the matrix gives none, and said so.
fn level(cx: Context, score: &Score) -> Cell {
    let Some(matrix) = &cx.project.schema.risk_matrix else {
        return score.stated.as_ref().map_or(Cell::Empty, |(stated, _)| Cell::Text(stated.clone()));
    };
    match &score.computed {
        Some((id, acceptable)) => {
            let label = matrix.levels.iter().find(|l| l.id == *id).map_or(id.as_str(), |l| l.label.as_str());
            let key = if *acceptable { "level_acceptable" } else { "level_unacceptable" };
            Cell::Pill(Label::Filled(key.to_owned(), vec![("level", label.to_owned())]), if *acceptable { Tone::Neutral } else { Tone::Bad })
        }
        None => Cell::Words(Label::key("not_scored")),
    }
}
