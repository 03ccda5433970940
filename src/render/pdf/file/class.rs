//! How a record came to its safety class: facts among its fields, the questions with their answers below it.

use super::tables;
use crate::model::RecordId;
use crate::render::Publication;
use crate::render::pdf::document::{DocBlock, Field, Tone, Value};
use crate::report::{Cell, ClassPage, Decision, Label, words};

/// The facts as fields, those of each classification after its id.
pub(super) fn fields(cx: &Publication, page: &ClassPage, own: RecordId) -> Vec<Field> {
    let mut fields = facts(cx, &page.facts);
    for one in &page.decisions {
        if one.record != own {
            fields.push(Field { label: cx.project.kind(one.record).label.clone(), value: Value::Ids(vec![tables::target(cx, one.record)]) });
        }
        fields.extend(facts(cx, &one.facts));
    }
    fields
}

fn facts(cx: &Publication, facts: &[(Label, Cell)]) -> Vec<Field> {
    facts.iter().map(|(label, cell)| Field { label: cx.words(label), value: tables::cell(cx, cell) }).collect()
}

/// What stands below the record.
pub(super) fn blocks(cx: &Publication, page: &ClassPage) -> Vec<DocBlock> {
    let note = |label: &Label| DocBlock::Note { tone: Tone::Neutral, text: cx.words(label) };
    page.notes.iter().map(note).chain(page.decisions.iter().flat_map(|one| decision(cx, one))).collect()
}

fn decision(cx: &Publication, one: &Decision) -> Vec<DocBlock> {
    let title = cx.say(words::diagram_title(cx.project.record(one.record).title.as_str()));
    let told = one.path.iter().map(|step| cx.words(step)).collect::<Vec<_>>().join(" ");
    let caption = format!("{title}. {}", cx.say(words::diagram_legend()));
    let diagram = one.diagram.as_ref().map(|of| DocBlock::Diagram { of: of.clone(), alt: format!("{title}. {told}"), caption });
    let tables = one.answers.iter().chain(&one.controls).map(|t| DocBlock::Table(tables::table(cx, t)));
    diagram.into_iter().chain(tables).collect()
}
