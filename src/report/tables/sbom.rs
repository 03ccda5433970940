//! The bills of materials held against the SOUP list: every component and every record of SOUP, and whether they agree.

use crate::judge::{Compared, Match};
use crate::model::{Component, Sbom};
use crate::report::tables::records::records_cell;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, LongTable, Row, Table, Tone, words};

/// The comparison; none without a bill of materials.
pub(in crate::report) fn tables(cx: Context) -> Vec<Table> {
    if cx.project.evidence.sboms.is_empty() {
        return Vec::new();
    }
    vec![Table { rows: cx.judgement.sbom.iter().map(|compared| row(cx, compared)).collect(), ..head(sources(cx)) }]
}

/// What a bill of materials lists.
pub(in crate::report) fn of_file(cx: Context<'_>, sbom: usize) -> LongTable<'_> {
    let listed: Vec<&Compared> = cx.judgement.sbom.iter().filter(|c| c.components.iter().any(|(bill, _)| *bill == sbom)).collect();
    LongTable::new(head(vec![source(&cx.project.evidence.sboms[sbom])]), listed, move |compared| row(cx, compared))
}

fn head(notes: Vec<Label>) -> Table {
    Table {
        key: "sbom-comparison".to_owned(),
        title: words::sbom_comparison(),
        group: Group::Evidence,
        columns: vec![
            Column::new(columns::component(), 2),
            Column::new(columns::sbom_version(), 0),
            Column::new(columns::soup_record(), 0),
            Column::new(columns::record_version(), 0),
            Column::new(columns::sbom_licence(), 1),
            Column::new(columns::record_licence(), 1),
            Column::new(columns::sbom_state(), 1),
        ],
        rows: Vec::new(),
        notes,
        groups: Vec::new(),
        footer: vec![words::sbom_match_note()],
    }
}

fn row(cx: Context, compared: &Compared) -> Row {
    let component = compared.components.first().and_then(|place| cx.project.evidence.component(*place)).map(|(_, component)| component);
    let said = |field: &str| compared.record.and_then(|r| cx.project.text(r, field)).map_or(Cell::Empty, |t| Cell::Text(t.to_owned()));
    let listed = |text: Option<&String>| text.map_or(Cell::Empty, |t| Cell::Text(t.clone()));
    let cells = vec![
        match (component, compared.record) {
            (Some(component), _) => Cell::Text(component.name.clone()),
            (None, Some(record)) => Cell::Title(record),
            (None, None) => Cell::Empty,
        },
        listed(component.and_then(|c| c.version.as_ref())),
        records_cell(compared.record.into_iter().collect()),
        said("version"),
        listed(component.and_then(|c| c.licence.as_ref())),
        said("licence"),
        state(compared),
    ];
    Row { record: compared.record, cells }
}

fn state(compared: &Compared) -> Cell {
    let tone = match compared.state {
        Match::Agrees => Tone::Ok,
        Match::Development | Match::Own | Match::NotCovered => Tone::Neutral,
        Match::NotListed | Match::NotShipped | Match::VersionOpen => Tone::Warn,
        Match::VersionDiffers => Tone::Bad,
    };
    let mut words = vec![Cell::Pill(words::of::comparison(compared.state), tone)];
    if compared.licence_differs {
        words.push(Cell::Pill(words::sbom_licence_differs(), Tone::Warn));
    }
    if compared.hash_differs.is_some() {
        words.push(Cell::Pill(words::sbom_hash_differs(), Tone::Bad));
    }
    // That it agrees would be too much to say beside what does not.
    if words.len() > 1 && compared.state == Match::Agrees {
        words.remove(0);
    }
    if compared.record.is_some() && compared.development {
        words.push(Cell::Pill(words::sbom_development(), Tone::Neutral));
    }
    if words.len() == 1 { words.remove(0) } else { Cell::Many(words) }
}

/// A note for each bill of materials.
pub(in crate::report) fn sources(cx: Context) -> Vec<Label> {
    cx.project.evidence.sboms.iter().map(source).collect()
}

/// A bill of materials: its format, who made it when with what, and what it lists.
fn source(sbom: &Sbom) -> Label {
    let unknown = || "–".to_owned();
    let count = |which: fn(&Component) -> bool| sbom.components.iter().filter(|c| which(c)).count();
    words::sbom_note(
        sbom.path.as_str(),
        sbom.format.as_str(),
        sbom.product.as_ref().map_or_else(unknown, Component::title),
        sbom.date.clone().unwrap_or_else(unknown),
        sbom.author.clone().unwrap_or_else(unknown),
        sbom.tool.clone().unwrap_or_else(unknown),
        sbom.components.len(),
        count(|c| c.development),
        count(|c| c.own),
        sbom.edges.len(),
        sbom.loose,
        sbom.files,
    )
}
