//! Pages of tables: static, 500 rows each.

use rayon::prelude::*;

use super::cells;
use super::site::Site;
use super::view::{Align, ColumnView, PageLink, PagerView, RowView, TablePageView, TableView};
use crate::render::route;
use crate::report::{self, Group, Row, Table};
use crate::source::Fatal;

/// Rows a page.
pub(super) const ROWS: usize = 500;

/// The pages of a table; the findings have their own.
pub(super) fn pages(site: &Site, table: &Table, put: super::Put) -> Result<(), Fatal> {
    if table.group == Group::Findings {
        return Ok(());
    }
    let title = site.cx.words(&table.title);
    let (nav, template, kind) = match table.group {
        Group::Kind(kind) => (report::list_key(site.project().schema.kind(kind)), "kind.html", "kind"),
        _ => (table.key.clone(), "table.html", "table"),
    };
    (1..=count(table.rows.len())).into_par_iter().try_for_each(|number| {
        let address = |n: usize| route::table_page(&table.key, n);
        let path = address(number);
        let rows = &table.rows[range(table.rows.len(), number)];
        let view = TablePageView {
            page: site.page(&path, &title, kind, &nav, &[]),
            heading: title.clone(),
            intro_html: intro(site, table),
            counts: Vec::new(),
            table: part(site, table, "table", rows, table.rows.len(), number, &address)?,
        };
        put((path, site.render(template, &view)?))
    })
}

/// How many pages so many rows fill; nothing fills one, too.
pub(super) fn count(rows: usize) -> usize {
    rows.div_ceil(ROWS).max(1)
}

/// The page, from 1, on which a row stands.
pub(super) fn page_of(row: usize) -> usize {
    row / ROWS + 1
}

/// The rows of a page, from 1, of so many in all.
pub(super) fn range(total: usize, number: usize) -> std::ops::Range<usize> {
    let from = ((number - 1) * ROWS).min(total);
    from..(from + ROWS).min(total)
}

/// The part of a long table that stands on one page: `rows` of `total`. `address` is where page after page lies.
pub(super) fn part(
    site: &Site,
    table: &Table,
    id: &str,
    rows: &[Row],
    total: usize,
    number: usize,
    address: &dyn Fn(usize) -> String,
) -> Result<TableView, Fatal> {
    let path = address(number);
    let mut view = head(site, table, &path, id);
    view.rows = self::rows(site, table, rows, &path)?;
    view.pager = (count(total) > 1).then(|| pager(&path, (number - 1) * ROWS, rows.len(), total, number, address));
    Ok(view)
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
    let pages = (1..=count(total)).map(|n| PageLink { url: route::relative(here, &page(n)), title: n.to_string() }).collect();
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

fn rows(site: &Site, table: &Table, rows: &[Row], page: &str) -> Result<Vec<RowView>, Fatal> {
    let mut spans = if table.groups.is_empty() { vec![Vec::new(); rows.len()] } else { report::spans(table, rows) };
    let mut row = |(number, row): (usize, &Row)| {
        let cell = |(place, cell): (usize, &report::Cell)| cells::cell(site, page, cell, &format!("c{number}-{place}-"));
        Ok(RowView {
            anchor: None,
            cells: row.cells.iter().enumerate().map(cell).collect::<Result<_, Fatal>>()?,
            spans: std::mem::take(&mut spans[number]),
        })
    };
    rows.iter().enumerate().map(&mut row).collect()
}

/// A whole table inside another page.
pub(super) fn view(site: &Site, table: &Table, page: &str, id: &str) -> Result<TableView, Fatal> {
    let mut view = head(site, table, page, id);
    view.rows = rows(site, table, &table.rows, page)?;
    Ok(view)
}
