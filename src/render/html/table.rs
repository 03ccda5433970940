//! Pages of tables: static, 500 rows each.

use super::cells;
use super::site::{Site, kind_key};
use super::view::{Align, ColumnView, PageLink, PagerView, RowView, TablePageView, TableView};
use crate::render::route;
use crate::report::{Group, Row, Table};
use crate::source::Fatal;

/// Rows a page.
pub(super) const ROWS: usize = 500;

/// The pages of a table; the findings have their own.
pub(super) fn pages(site: &Site, table: &Table) -> Result<Vec<super::Page>, Fatal> {
    if table.group == Group::Findings {
        return Ok(Vec::new());
    }
    let title = site.cx.words(&table.title);
    let (nav, template, kind) = match table.group {
        Group::Kind(kind) => (kind_key(&site.cx, kind), "kind.html", "kind"),
        _ => (table.key.clone(), "table.html", "table"),
    };
    let count = table.rows.len().div_ceil(ROWS).max(1);
    let mut pages = Vec::new();
    for number in 1..=count {
        let path = route::table_page(&table.key, number);
        let from = (number - 1) * ROWS;
        let rows = &table.rows[from..(from + ROWS).min(table.rows.len())];
        let mut view = head(site, table, &path, "table");
        view.rows = self::rows(site, rows, &path)?;
        view.pager = (count > 1).then(|| pager(&path, from, rows.len(), table.rows.len(), number, &|n| route::table_page(&table.key, n)));
        let view = TablePageView {
            page: site.page(&path, &title, kind, &nav, &[]),
            heading: title.clone(),
            intro_html: intro(site, table),
            counts: Vec::new(),
            table: view,
        };
        pages.push((path, site.render(template, &view)?));
    }
    Ok(pages)
}

/// What the schema says about a kind stands over its list.
fn intro(site: &Site, table: &Table) -> String {
    match table.group {
        Group::Kind(kind) => super::site::escaped(&site.project().schema.kind(kind).doc),
        _ => String::new(),
    }
}

/// Which rows stand here, and where the others are.
pub(super) fn pager(here: &str, from: usize, shown: usize, total: usize, current: usize, page: &dyn Fn(usize) -> String) -> PagerView {
    let pages = (1..=total.div_ceil(ROWS).max(1)).map(|n| PageLink { url: route::relative(here, &page(n)), title: n.to_string() }).collect();
    PagerView { from: from + 1, to: from + shown, total, pages, current: current - 1 }
}

fn head(site: &Site, table: &Table, page: &str, id: &str) -> TableView {
    TableView {
        id: id.to_owned(),
        caption: site.cx.words(&table.title),
        notes: table.notes.iter().map(|n| site.cx.words(n)).collect(),
        columns: table
            .columns
            .iter()
            .map(|c| ColumnView { key: c.key.clone(), label: site.cx.words(&c.label), align: if c.number { Align::Right } else { Align::Left } })
            .collect(),
        rows: Vec::new(),
        dense: matches!(table.group, Group::Clauses | Group::ClauseRows),
        pager: None,
        csv: site.cx.tables.iter().any(|t| t.key == table.key).then(|| route::relative(page, &route::table_csv(&table.key))),
        footer: table.footer.iter().map(|n| site.cx.words(n)).collect(),
    }
}

fn rows(site: &Site, rows: &[Row], page: &str) -> Result<Vec<RowView>, Fatal> {
    let row = |(number, row): (usize, &Row)| {
        let cell = |(place, cell): (usize, &crate::report::Cell)| cells::cell(site, page, cell, &format!("c{number}-{place}-"));
        Ok(RowView { anchor: None, cells: row.cells.iter().enumerate().map(cell).collect::<Result<_, Fatal>>()? })
    };
    rows.iter().enumerate().map(row).collect()
}

/// A whole table inside another page.
pub(super) fn view(site: &Site, table: &Table, page: &str, id: &str) -> Result<TableView, Fatal> {
    let mut view = head(site, table, page, id);
    view.rows = rows(site, &table.rows, page)?;
    Ok(view)
}
