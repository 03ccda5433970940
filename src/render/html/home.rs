//! The first page.

use super::site::{self, Site, escaped};
use super::view::{CardView, CellView, CountView, FieldView, HomeView, Tone};
use crate::render::route;
use crate::report::{Count, Group};
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
        chapters: site::chapters(&site.cx),
        kinds: site::kinds(&site.cx),
        tables: site::tables(&site.cx),
    };
    Ok(("index.html".to_owned(), site.render("home.html", &view)?))
}

fn facts(site: &Site) -> Vec<FieldView> {
    let project = site.project();
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: CellView| facts.push(FieldView { label: site.label(key), value });
    for system in project.with_role("system").filter(|s| !project.is_obsolete(*s)) {
        fact("system", CellView::Records { records: vec![site.record("index.html", system)] });
        if let Some(class) = site.cx.judgement.class(system) {
            fact("safety_class", site.class(class).into());
        }
    }
    if let Some(version) = site.cx.freezing.or(project.config.release.version.as_deref()) {
        fact("version_under_view", CellView::code(version));
    }
    fact("as_of_fact", CellView::Date { date: project.as_of.to_string() });
    if !project.config.authors.is_empty() {
        fact("authors", CellView::Lines { lines: project.config.authors.clone() });
    }
    let standards = project.config.standards.iter().filter_map(|s| project.schema.standard(&s.value)).map(|s| s.title.clone()).collect();
    fact("standards", CellView::Lines { lines: standards });
    facts
}

fn cards(site: &Site) -> Vec<CardView> {
    let summary = site.cx.summary;
    let card = |key: &str, count: Count, url: Option<String>| CardView {
        label: site.label(&format!("card_{key}")),
        count: count.count,
        of: Some(count.of),
        note: site.label(&format!("card_{key}_note")),
        url,
        parts: Vec::new(),
    };
    let table = |group: Group| site.cx.tables.iter().find(|t| t.group == group).map(|t| route::table_page(&t.key, 1));
    let list = |role: &str| {
        let kind = site.project().schema.kinds_with(role).next()?;
        table(Group::Kind(kind))
    };
    let part = |count: usize, key: &str, tone: Tone| CountView {
        count,
        word: site.label(key),
        tone: if count == 0 { Tone::Neutral } else { tone },
        url: Some(route::finding_page(1)),
    };
    let totals = summary.findings;
    let mut parts = vec![
        part(totals.errors, "severity_error", Tone::Bad),
        part(totals.warnings, "severity_warning", Tone::Warn),
        part(totals.notes, "severity_note", Tone::Info),
    ];
    if totals.waived > 0 {
        parts.push(part(totals.waived, "waived", Tone::Neutral));
    }
    let findings =
        CardView { label: site.label("findings"), count: site.cx.findings.len(), of: None, note: String::new(), url: Some(route::finding_page(1)), parts };
    vec![
        card("requirements", summary.requirements, table(Group::Trace)),
        card("tests", summary.tests, list("test")),
        card("controls", summary.controls, list("control")),
        card("clauses", summary.open_clauses, table(Group::Clauses)),
        findings,
        card("records", summary.records, None),
    ]
}
