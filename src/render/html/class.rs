//! What the page of a record says about its safety class.

use super::site::Site;
use super::view::{ClassView, DecisionView, FieldView};
use super::{cells, diagram, table};
use crate::report::{self, Cell, Decision, Label, Sheet, words};
use crate::source::Fatal;

/// The view; none for a record that has no class and classifies nothing.
pub(super) fn view(site: &Site, page: &str, sheet: &Sheet) -> Result<Option<ClassView>, Fatal> {
    let Some(of) = report::class_page(site.cx.report(), sheet.record) else { return Ok(None) };
    let decisions = of.decisions.iter().enumerate().map(|(i, one)| decision(site, page, sheet, one, &format!("decision-{}", i + 1)));
    let view = ClassView {
        notes: of.notes.iter().map(|n| site.cx.words(n)).collect(),
        facts: facts(site, page, &of.facts, "class-")?,
        decisions: decisions.collect::<Result<_, _>>()?,
    };
    let empty = view.notes.is_empty() && view.facts.is_empty() && view.decisions.is_empty();
    Ok(Some(view).filter(|_| !empty))
}

fn facts(site: &Site, page: &str, facts: &[(Label, Cell)], prefix: &str) -> Result<Vec<FieldView>, Fatal> {
    let fact = |(i, (label, cell)): (usize, &(Label, Cell))| {
        Ok(FieldView { label: site.cx.words(label), value: cells::cell(site, page, cell, &format!("{prefix}{i}-"))? })
    };
    facts.iter().enumerate().map(fact).collect()
}

fn decision(site: &Site, page: &str, sheet: &Sheet, one: &Decision, id: &str) -> Result<DecisionView, Fatal> {
    let title = site.say(words::diagram_title(site.project().record(one.record).title.as_str()));
    let told = one.path.iter().map(|step| site.cx.words(step)).collect::<Vec<_>>().join(" ");
    let tables = one.answers.iter().chain(&one.controls).enumerate();
    Ok(DecisionView {
        record: (one.record != sheet.record).then(|| site.record(page, one.record)),
        svg: one.diagram.as_ref().map_or_else(String::new, |d| diagram::svg(d, id, &title, &told)),
        facts: facts(site, page, &one.facts, &format!("{id}-"))?,
        tables: tables.map(|(i, t)| table::view(site, t, page, &format!("{id}-table-{}", i + 1))).collect::<Result<_, _>>()?,
    })
}
