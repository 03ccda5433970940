//! The risk table: scores, and a row for each control with its two verdicts.

use crate::judge::{Decision, Judged, Score};
use crate::model::RecordId;
use crate::report::tables::records::linked;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, Tone, words};

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
    let mut notes = if cx.project.schema.risk_matrix.is_none() { vec![words::no_risk_matrix()] } else { Vec::new() };
    notes.push(match &cx.judgement.risks.overall_residual_risk {
        None => words::overall_residual_risk_open(),
        Some(assessment) => {
            let on = assessment.on.map_or_else(String::new, |d| d.to_string());
            let by = person(cx, &assessment.by);
            words::overall_residual_risk(assessment.judgement.as_str(), by, on, assessment.record)
        }
    });
    vec![Table {
        key: "risks".to_owned(),
        title: words::risk_table(),
        group: Group::Risk,
        columns: vec![
            Column::new(columns::risk(), 0),
            Column::new(columns::title(), 3),
            Column::new(columns::initial(), 0),
            Column::new(columns::controls(), 0),
            Column::new(columns::implementation(), 0),
            Column::new(columns::effectiveness(), 0),
            Column::new(columns::residual(), 0),
            Column::new(columns::decision(), 1),
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
        let label = if score.stage == "initial" { words::risk_level_initial() } else { words::risk_level_residual() };
        (label, level(cx, score))
    });
    stages.chain([(words::risk_decision(), decision(scored.decision))]).collect()
}

/// A person's name, where an id is written.
fn person(cx: Context, written: &str) -> String {
    cx.project.by_id(written).map_or_else(|| written.to_owned(), |r| cx.project.record(r).title.clone())
}

fn decision(decision: Decision) -> Cell {
    let tone = match decision {
        Decision::Acceptable | Decision::NotJudged => Tone::Neutral,
        Decision::NotApplicable | Decision::Outweighed | Decision::Unscored => Tone::Warn,
        Decision::ByInformationOnly | Decision::NotAcceptable => Tone::Bad,
    };
    Cell::Pill(words::of::decision(decision), tone)
}

/// The level by the matrix of the scores as they are written; where there is no matrix, the scores and a stated level.
fn level(cx: Context, score: &Score) -> Cell {
    let Some(matrix) = &cx.project.schema.risk_matrix else {
        let values = score.values.join(", ");
        return match &score.stated {
            Some((stated, _)) if values.is_empty() => Cell::Text(stated.clone()),
            Some((stated, _)) => Cell::Text(format!("{stated} ({values})")),
            None if values.is_empty() => Cell::Empty,
            None => Cell::Text(values),
        };
    };
    let Some(rating) = &score.computed else { return Cell::Words(words::not_scored()) };
    let label = matrix.levels.iter().find(|l| l.id == rating.level).map_or(rating.level.as_str(), |l| l.label.as_str());
    if score.counted.as_ref().is_some_and(|counted| counted.level != rating.level) {
        Cell::Pill(words::level_unverified(label), Tone::Bad)
    } else if rating.is_accepted() {
        Cell::Pill(words::level_acceptable(label), Tone::Neutral)
    } else {
        Cell::Pill(words::level_unacceptable(label), Tone::Bad)
    }
}
