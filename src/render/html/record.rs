//! A page for each record.

use super::findings;
use super::prose::{self, Place};
use super::site::Site;
use super::view::{FieldView, LinkGroup, PageLink, RecordRef, RecordView, SourceView, TableView, VerdictView};
use super::{cells, class, table};
use crate::judge::Basis;
use crate::model::Value;
use crate::render::route;
use crate::report::{self, Label, LinkTarget, NamedVerdict, Sheet, words};
use crate::schema::FieldType;
use crate::source::Fatal;

/// The page of a record.
pub(super) fn page(site: &Site, sheet: &Sheet) -> Result<super::Page, Fatal> {
    let project = site.project();
    let record = project.record(sheet.record);
    let kind = project.kind(sheet.record);
    let path = route::record_page(&record.id);
    let list = route::table_page(&report::list_key(kind), 1);
    let mut pills = vec![site.status(project.status(sheet.record))];
    pills.extend(sheet.class.map(|c| site.class(c)));
    let risk = sheet.risk.iter().map(|(label, cell)| Ok(FieldView { label: site.cx.words(label), value: cells::cell(site, &path, cell, "level-")? }));
    let (mut facts, mut fields) = (risk.collect::<Result<Vec<_>, Fatal>>()?, Vec::new());
    for index in &sheet.fields {
        let declared = &kind.fields[*index as usize];
        let view = FieldView { label: declared.label.clone(), value: cells::field(site, &path, sheet.record, *index, "f-")? };
        if is_short(&declared.ty) { facts.push(view) } else { fields.push(view) }
    }
    let html = match sheet.text.and_then(|i| record.field(i)).map(|e| &e.value) {
        Some(Value::Prose(text)) => prose::html(site, &text.body, &Place { base_level: 1, ..Place::record(&path, "t-") })?,
        _ => String::new(),
    };
    let neighbour = |other: Option<u32>| {
        let other = project.records.get(other? as usize).filter(|r| r.kind == record.kind)?;
        Some(PageLink { url: route::relative(&path, &route::record_page(&other.id)), title: other.id.clone() })
    };
    let view = RecordView {
        page: site.page(&path, &format!("{} {}", record.id, record.title), "record", &report::list_key(kind), &[(list.clone(), kind.plural.clone())]),
        id: record.id.clone(),
        title: record.title.clone(),
        kind: PageLink { url: route::relative(&path, &list), title: kind.label.clone() },
        pills,
        facts,
        html,
        fields,
        verdicts: sheet.verdicts.iter().map(|v| verdict(site, &path, v)).collect(),
        class: class::view(site, &path, sheet)?,
        links: links(site, &path, sheet),
        clauses: clauses(site, &path, sheet)?,
        findings: sheet.findings.iter().map(|f| findings::view(site, &path, f, false)).collect(),
        source: Some(SourceView { place: cells::place(site, record.span), url: None }),
        prev: neighbour(sheet.record.0.checked_sub(1)),
        next: neighbour(sheet.record.0.checked_add(1)),
    };
    Ok((path, site.render("record.html", &view)?))
}

/// The clauses that are judged for a record.
fn clauses(site: &Site, page: &str, sheet: &Sheet) -> Result<Vec<TableView>, Fatal> {
    let tables = report::clauses_of(site.cx.report(), &sheet.clauses);
    tables.iter().enumerate().map(|(i, one)| table::view(site, one, page, &format!("clauses-{}", i + 1))).collect()
}

/// What fits beside the text.
fn is_short(ty: &FieldType) -> bool {
    match ty {
        FieldType::Group(fields) => fields.iter().all(|f| f.name == "text" || report::is_stamp(&f.name)),
        FieldType::Markdown => false,
        FieldType::List(inner) => matches!(**inner, FieldType::Text | FieldType::Enum { .. } | FieldType::Person | FieldType::Clause | FieldType::Version),
        _ => true,
    }
}

fn verdict(site: &Site, page: &str, one: &NamedVerdict) -> VerdictView {
    let rests_on = one.judged.rests_on.iter().map(|basis| match basis {
        Basis::Record(record) => site.judged(page, *record),
        Basis::Case(report, case) => {
            let report = &site.project().evidence.reports[*report];
            let (at, case) = (*case, &report.cases[*case]);
            RecordRef {
                id: case.name.clone(),
                url: Some(route::relative(page, &route::evidence_page(&report.path, table::page_of(at)))),
                missing: false,
                title: cells::place(site, case.span),
                verdict: Some(super::view::Pill::new(
                    site.say(words::of::outcome(case.outcome)),
                    match case.outcome {
                        crate::model::Outcome::Pass => super::view::Tone::Ok,
                        crate::model::Outcome::Skipped => super::view::Tone::Warn,
                        _ => super::view::Tone::Bad,
                    },
                )),
            }
        }
    });
    let reason = one.reason.as_ref().map_or_else(String::new, |reason| site.cx.words(reason));
    VerdictView { label: site.cx.words(&one.label), verdict: site.verdict(one.judged.verdict), reason, rests_on: rests_on.collect() }
}

fn links(site: &Site, page: &str, sheet: &Sheet) -> Vec<LinkGroup> {
    let bare = |id: &str, missing: bool, note: Label| RecordRef { id: id.to_owned(), url: None, missing, title: site.say(note), verdict: None };
    sheet
        .links
        .iter()
        .map(|group| LinkGroup {
            label: site.cx.words(&group.label),
            inverse: group.inverse,
            records: group
                .targets
                .iter()
                .map(|target| match target {
                    LinkTarget::Record(record) => site.judged(page, *record),
                    LinkTarget::Suspect(record) => {
                        let link = site.judged(page, *record);
                        RecordRef { title: format!("{} ({})", link.title, site.say(words::link_suspect())), ..link }
                    }
                    LinkTarget::Outside(name) => bare(name, false, words::link_outside()),
                    LinkTarget::Missing(id) => bare(id, true, words::link_missing()),
                    LinkTarget::WrongKind(record) => {
                        let link = site.record(page, *record);
                        RecordRef { title: format!("{} ({})", link.title, site.say(words::link_wrong_kind())), ..link }
                    }
                })
                .collect(),
        })
        .collect()
}
