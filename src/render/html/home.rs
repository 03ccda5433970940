//! The first page.

use super::nav;
use super::site::{Site, escaped};
use super::view::{CardView, CellView, CountView, FieldView, HomeView, Tone};
use crate::render::route;
use crate::report::outline::PartKind;
use crate::report::{Count, Group, Label, words};
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
    let project = site.project();
    let mut facts = Vec::new();
    let mut fact = |label: Label, value: CellView| facts.push(FieldView { label: site.say(label), value });
    for system in project.with_role("system").filter(|s| !project.is_obsolete(*s)) {
        fact(words::system(), CellView::Records { records: vec![site.record("index.html", system)] });
        if let Some(class) = site.cx.judgement.class(system) {
            fact(words::safety_class(), site.class(class).into());
        }
    }
    if let Some(version) = site.cx.freezing.or(project.config.release.version.as_deref()) {
        fact(words::version_under_view(), CellView::code(version));
    }
    fact(words::as_of_fact(), CellView::Date { date: project.as_of.to_string() });
    if !project.config.authors.is_empty() {
        fact(words::authors(), CellView::Lines { lines: project.config.authors.clone() });
    }
    let standards = project.config.standards.iter().filter_map(|s| project.schema.standard(&s.value)).map(|s| s.title.clone()).collect();
    fact(words::standards(), CellView::Lines { lines: standards });
    facts
}

fn cards(site: &Site) -> Vec<CardView> {
    let summary = site.cx.summary;
    let card = |label: Label, note: Label, count: Count, url: Option<String>| CardView {
        label: site.say(label),
        count: count.count,
        of: Some(count.of),
        note: site.say(note),
        url,
        parts: Vec::new(),
    };
    let table = |group: Group| site.cx.tables.iter().find(|t| t.group == group).map(|t| route::table_page(&t.key, 1));
    let list = |role: &str| {
        let kind = site.project().schema.kinds_with(role).next()?;
        table(Group::Kind(kind))
    };
    let part = |count: usize, word: Label, tone: Tone| CountView {
        count,
        word: site.say(word),
        tone: if count == 0 { Tone::Neutral } else { tone },
        url: Some(route::finding_page(1)),
    };
    let totals = summary.findings;
    let mut parts = vec![
        part(totals.errors, words::severity_error(), Tone::Bad),
        part(totals.warnings, words::severity_warning(), Tone::Warn),
        part(totals.notes, words::severity_note(), Tone::Info),
    ];
    if totals.waived > 0 {
        parts.push(part(totals.waived, words::waived(), Tone::Neutral));
    }
    let findings = CardView {
        label: site.say(words::findings()),
        count: site.cx.findings.len(),
        of: None,
        note: String::new(),
        url: Some(route::finding_page(1)),
        parts,
    };
    vec![
        card(words::card_requirements(), words::card_requirements_note(), summary.requirements, table(Group::Trace)),
        card(words::card_tests(), words::card_tests_note(), summary.tests, list("test")),
        card(words::card_controls(), words::card_controls_note(), summary.controls, list("control")),
        card(words::card_clauses(), words::card_clauses_note(), summary.open_clauses, table(Group::Clauses)),
        findings,
        card(words::card_records(), words::card_records_note(), summary.records, None),
    ]
}
