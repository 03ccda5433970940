//! A page for each evidence file: what it is, what was read from it, and its copy.

use rayon::prelude::*;

use super::site::Site;
use super::view::{EvidenceView, FieldView, PageLink, SourceView};
use super::{cells, table};
use crate::model::ReportFile;
use crate::render::route;
use crate::report::{self, EvidencePage, words};
use crate::source::Fatal;

/// The pages of an evidence file: as many as the longest of its tables fills.
pub(super) fn pages(site: &Site, file: &ReportFile, put: super::Put) -> Result<(), Fatal> {
    let of = report::evidence_page(site.cx.report(), file);
    let count = of.tables.iter().map(|t| table::count(t.total)).max().unwrap_or(1);
    (1..=count).into_par_iter().try_for_each(|number| put(page(site, file, &of, number)?))
}

fn page(site: &Site, file: &ReportFile, of: &EvidencePage, number: usize) -> Result<super::Page, Fatal> {
    let address = |n: usize| route::evidence_page(&file.path, n);
    let path = address(number);
    let list = (route::table_page("evidence-files", 1), site.say(words::evidence_files()));
    let fact = |(i, (label, cell)): (usize, &(report::Label, report::Cell))| {
        Ok(FieldView { label: site.cx.words(label), value: cells::cell(site, &path, cell, &format!("fact-{i}-"))? })
    };
    let mut tables = Vec::new();
    for (i, long) in of.tables.iter().enumerate().filter(|(_, long)| number <= table::count(long.total)) {
        let rows = long.rows(table::range(long.total, number));
        tables.push(table::part(site, &long.head, &format!("table-{}", i + 1), &rows, long.total, number, &address)?);
    }
    let copy = route::evidence_copy(&file.path);
    let view = EvidenceView {
        page: site.page(&path, &file.path, "evidence", "evidence-files", &[list]),
        path: SourceView { place: file.path.clone(), url: None },
        facts: of.facts.iter().enumerate().map(fact).collect::<Result<_, Fatal>>()?,
        copy: PageLink { url: route::relative(&path, &copy), title: copy.rsplit('/').next().unwrap_or_default().to_owned() },
        tables,
    };
    Ok((path, site.render("evidence.html", &view)?))
}
