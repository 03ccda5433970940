//! The first page.

use super::site::{Site, escaped};
use super::view::{CardView, CellView, FieldView, HomeView};
use super::{findings, nav};
use crate::render::route;
use crate::report::outline::PartKind;
use crate::report::{self, Counted, FactValue, Group, KeyNumber};
use crate::source::Fatal;

/// The page.
pub(super) fn page(site: &Site) -> Result<super::Page, Fatal> {
    let config = &site.project().config;
    let description = if config.description.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(&config.description)) };
    let view = HomeView {
        page: site.page("index.html", &config.title, "home", "home", &[]),
        description_html: description,
        facts: facts(site),
        cards: cards(site),
        chapters: nav::sections(&site.cx, PartKind::Chapters),
        kinds: nav::sections(&site.cx, PartKind::Records).into_iter().flat_map(|s| s.entries).collect(),
        tables: nav::sections(&site.cx, PartKind::Tables),
    };
    Ok(("index.html".to_owned(), site.render("home.html", &view)?))
}

fn facts(site: &Site) -> Vec<FieldView> {
    let value = |value: FactValue| match value {
        FactValue::Record(record) => CellView::Records { records: vec![site.record("index.html", record)] },
        FactValue::Class(class) => site.class(&class).into(),
        FactValue::Version(version) => CellView::code(version),
        FactValue::Date(date) => CellView::Date { date: date.to_string() },
        FactValue::Names(names) => CellView::Lines { lines: names.into_iter().map(str::to_owned).collect() },
    };
    let facts = report::facts(site.cx.report(), site.cx.version()).into_iter();
    facts.map(|fact| FieldView { label: site.say(fact.label), value: value(fact.value) }).collect()
}

fn cards(site: &Site) -> Vec<CardView> {
    let table = |group: Group| site.cx.tables.iter().find(|t| t.group == group).map(|t| route::table_page(&t.key, 1));
    let list = |role: &str| {
        let kind = site.project().schema.kinds_with(role).next()?;
        table(Group::Kind(kind))
    };
    let url = |of: Counted| match of {
        Counted::Findings | Counted::WaivedErrors | Counted::SuspectLinks => Some(route::finding_page(1)),
        Counted::Clauses => table(Group::Clauses),
        Counted::Requirements => table(Group::Trace),
        Counted::Tests => list("test"),
        Counted::Controls => list("control"),
        Counted::Records => None,
    };
    let card = |one: KeyNumber| CardView {
        label: site.say(one.label),
        count: one.count,
        of: one.total,
        note: one.note.map_or_else(String::new, |note| site.say(note)),
        tone: one.tone,
        url: url(one.of),
        parts: one.parts.into_iter().map(|part| findings::counted(site, part, url(one.of))).collect(),
    };
    report::key_numbers(site.cx.summary).into_iter().map(card).collect()
}
