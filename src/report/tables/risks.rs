//! The risk table: scores, and a row for each control with its two verdicts.

use crate::judge::{Decision, Judged, Score};
use crate::model::RecordId;
use crate::report::tables::records::linked;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, Tone};

/// The table of risks.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    if cx.judgement.risks.scored.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for scored in &cx.judgement.risks.scored {
        let risk = scored.risk;
        let stage = |name: &str| scored.scores.iter().rfind(|s| s.stage == name).map_or(Cell::Empty, |s| level(cx, s));
        let verdict = |judged: Option<&Judged>| judged.map_or(Cell::Empty, |j| Cell::Verdict(j.verdict));
        let controls = cx.project.linked(risk, "mitigated_by");
        let each = controls.iter().map(|control| {
            let link = linked(cx, risk, cx.project.link_name("mitigated_by"), *control);
            [link, verdict(cx.judgement.implementation(*control)), verdict(cx.judgement.effectiveness(*control))]
        });
        let none = controls.is_empty().then_some([Cell::Empty, Cell::Empty, Cell::Empty]);
        for control in each.chain(none) {
            let mut cells = vec![Cell::Records(vec![risk]), Cell::Title(risk), stage("initial")];
            cells.extend(control);
            cells.extend([stage("residual"), decision(scored.decision)]);
            rows.push(Row { record: Some(risk), cells });
        }
    }
    let mut notes = if cx.project.schema.risk_matrix.is_none() { vec![Label::key("no_risk_matrix")] } else { Vec::new() };
    notes.push(match &cx.judgement.risks.overall_residual_risk {
        None => Label::key("overall_residual_risk_open"),
        Some(assessment) => {
            let on = assessment.on.map_or_else(String::new, |d| d.to_string());
            let record = cx.project.record(assessment.record).id.clone();
            let by = person(cx, &assessment.by);
            let words = vec![("judgement", assessment.judgement.clone()), ("by", by), ("on", on), ("record", record)];
            Label::Filled("overall_residual_risk".to_owned(), words)
        }
    });
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
            Column::new("decision", 1),
        ],
        rows,
        notes,
        groups: vec![vec![0, 1, 2, 6, 7]],
        footer: Vec::new(),
    }]
}

/// The computed levels of a risk, stage by stage, and what follows from them; nothing of what is no risk.
pub(in crate::report) fn of_record(cx: Context, record: RecordId) -> Vec<(Label, Cell)> {
    let Some(scored) = cx.judgement.risk(record) else { return Vec::new() };
    let stages = scored.scores.iter().map(|score| {
        let key = if score.stage == "initial" { "risk_level_initial" } else { "risk_level_residual" };
        (Label::key(key), level(cx, score))
    });
    stages.chain([(Label::key("risk_decision"), decision(scored.decision))]).collect()
}

/// A person's name, where an id is written.
fn person(cx: Context, written: &str) -> String {
    cx.project.by_id(written).map_or_else(|| written.to_owned(), |r| cx.project.record(r).title.clone())
}

fn decision(decision: Decision) -> Cell {
    let tone = match decision {
        Decision::Acceptable | Decision::NotJudged => Tone::Neutral,
        Decision::Outweighed | Decision::Unscored => Tone::Warn,
        Decision::ByInformationOnly | Decision::NotAcceptable => Tone::Bad,
    };
    Cell::Pill(Label::key(format!("decision_{}", decision.word())), tone)
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
