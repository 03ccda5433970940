//! The records of a kind, one block each.

use super::fields::{field_value, plain_prose};
use super::{class, tables};
use crate::diag::Diagnostic;
use crate::model::Value as Written;
use crate::render::pdf::document::{DocBlock, Field, Finding, Links, Part, Record, Target, Value, record_anchor};
use crate::render::{Publication, class_words};
use crate::report::{self, Label, LinkTarget, Sheet, words};
use crate::schema::KindId;

/// The part of a kind.
pub(super) fn part(cx: &Publication, kind: KindId) -> Part {
    let declared = cx.project.schema.kind(kind);
    let blocks: Vec<DocBlock> = cx.project.of_kind(kind).map(|r| DocBlock::Record(Box::new(record(cx, &cx.sheets[r.index()])))).collect();
    Part { title: declared.plural.clone(), anchor: format!("k:{}", declared.name), blocks }
}

fn record(cx: &Publication, sheet: &Sheet) -> Record {
    let project = cx.project;
    let record = project.record(sheet.record);
    let kind = project.kind(sheet.record);
    let text = |label: Label, value: String| Field { label: cx.say(label), value: Value::Text(value) };
    let mut fields = vec![text(words::columns::status().label, cx.say(words::of::status(project.status(sheet.record))))];
    if let Some(class) = sheet.class {
        fields.push(text(words::safety_class(), class_words(cx, *class)));
    }
    let class_page = report::class_page(cx.report(), sheet.record);
    fields.extend(class_page.iter().flat_map(|page| class::fields(cx, page, sheet.record)));
    // The first verdict stands beside the title; a control has two, and neither is *the* verdict.
    let single = if sheet.verdicts.len() == 1 { sheet.verdicts.first() } else { None };
    let several = if single.is_none() { sheet.verdicts.as_slice() } else { &[] };
    fields.extend(several.iter().map(|v| Field { label: cx.words(&v.label), value: Value::Verdict(tables::verdict(cx, v.judged.verdict)) }));
    let reasons = sheet.verdicts.iter().filter_map(|v| v.reason.as_ref());
    fields.extend(reasons.map(|reason| text(words::verdict_reason(), cx.words(reason))));
    fields.extend(sheet.risk.iter().map(|(label, cell)| Field { label: cx.words(label), value: tables::cell(cx, cell) }));
    fields.extend(
        sheet.fields.iter().map(|index| Field { label: kind.fields[usize::from(*index)].label.clone(), value: field_value(cx, sheet.record, *index) }),
    );
    for one in sheet.verdicts.iter().filter(|v| !v.judged.rests_on.is_empty()) {
        let label =
            if single.is_some() { cx.say(words::rests_on()) } else { format!("{}: {}", cx.words(&one.label), cx.say(words::rests_on()).to_lowercase()) };
        fields.push(Field { label, value: tables::basis(cx, &one.judged.rests_on) });
    }
    let source = project.sources.get(record.span.file);
    fields.push(text(words::written_in(), format!("{}:{}", source.path, source.position(record.span.start).0)));
    let body = sheet.text.and_then(|i| record.field(i)).and_then(|e| match &e.value {
        Written::Prose(prose) => Some(plain_prose(prose.body.clone(), 3)),
        _ => None,
    });
    let clauses = report::clauses_of(cx.report(), &sheet.clauses);
    let clauses = clauses.iter().map(|table| DocBlock::Table(tables::on_paper(cx, table)));
    Record {
        anchor: record_anchor(&record.id),
        id: record.id.clone(),
        title: record.title.clone(),
        kind: kind.label.clone(),
        level: 2,
        verdict: single.map(|v| tables::verdict(cx, v.judged.verdict)),
        fields,
        body,
        links: sheet.links.iter().flat_map(|g| links(cx, g)).collect(),
        findings: sheet.findings.iter().map(|f| finding(cx, f)).collect(),
        blocks: class_page.iter().flat_map(|page| class::blocks(cx, page)).chain(clauses).collect(),
    }
}

fn finding(cx: &Publication, finding: &Diagnostic) -> Finding {
    let level = words::of::level(finding.severity);
    let tone = report::Tone::from(finding.severity);
    let (severity, tone) = match &finding.waived {
        None => (cx.say(level), tone),
        Some(w) => (cx.say(words::waived_level(level, w.by.as_str(), w.until)), report::Tone::Neutral),
    };
    Finding { severity, tone, code: finding.code.name.to_owned(), message: finding.message.clone() }
}

/// Links of one name; those that are suspect in a line of their own, since long lists leave the words beside an id out.
fn links(cx: &Publication, group: &report::Links) -> Vec<Links> {
    let label = cx.words(&group.label);
    let (suspect, sound): (Vec<&LinkTarget>, Vec<&LinkTarget>) = group.targets.iter().partition(|t| matches!(t, LinkTarget::Suspect(_)));
    let marked = format!("{label} ({})", cx.say(words::suspect()));
    let lines = [(label, sound), (marked, suspect)].into_iter().filter(|(_, targets)| !targets.is_empty());
    lines.map(|(label, targets)| Links { label, targets: targets.into_iter().map(|t| link(cx, t)).collect() }).collect()
}

fn link(cx: &Publication, target: &LinkTarget) -> Target {
    let bare = |id: &str, note: Label| Target { id: id.to_owned(), title: cx.say(note), known: false };
    match target {
        LinkTarget::Record(record) | LinkTarget::Suspect(record) => tables::target(cx, *record),
        LinkTarget::Outside(name) => bare(name, words::link_outside()),
        LinkTarget::Missing(id) => bare(id, words::link_missing()),
        LinkTarget::WrongKind(record) => {
            let target = tables::target(cx, *record);
            Target { title: format!("{} ({})", target.title, cx.say(words::link_wrong_kind())), ..target }
        }
    }
}
