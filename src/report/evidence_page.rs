//! What the page of an evidence file says: what the file is, what it states of itself, and what was read from it.

use super::table::LongTable;
use super::tables::{advisories, cases, coverage, runs, sbom};
use super::{Cell, Context, Label, words};
use crate::model::{Report, ReportFile};

/// The page of an evidence file.
#[derive(Debug)]
pub struct EvidencePage<'a> {
    /// Named facts, in order.
    pub facts: Vec<(Label, Cell)>,
    /// What was read from it; nothing of a file that is only kept.
    pub tables: Vec<LongTable<'a>>,
}

/// The page of an evidence file.
pub fn evidence_page<'a>(cx: Context<'a>, file: &ReportFile) -> EvidencePage<'a> {
    let evidence = &cx.project.evidence;
    let mut facts = vec![
        (words::columns::role().label, Cell::Words(role(file))),
        (words::columns::size().label, Cell::Count(usize::try_from(file.size).unwrap_or(usize::MAX))),
        (words::columns::sha256().label, Cell::Code(file.sha256.clone())),
    ];
    let path = file.path.as_str();
    let mut tables = Vec::new();
    // A file may be read as several: a bill of materials that tells of anomalies, too.
    if let Ok(report) = evidence.reports.binary_search_by(|r| r.path.as_str().cmp(path)) {
        facts.extend(stated(&evidence.reports[report]));
        tables.push(cases::of_report(cx, report));
    }
    if let Ok(sbom) = evidence.sboms.binary_search_by(|s| s.path.as_str().cmp(path)) {
        tables.push(sbom::of_file(cx, sbom));
    }
    if let Ok(advisories) = evidence.advisory_files.binary_search_by(|f| f.path.as_str().cmp(path)) {
        tables.push(advisories::of_file(cx, advisories));
    }
    if let Ok(coverage) = evidence.coverage.binary_search_by(|c| c.path.as_str().cmp(path)) {
        tables.push(coverage::of_file(cx, coverage));
    }
    EvidencePage { facts, tables }
}

/// The words for what a file is.
pub(super) fn role(file: &ReportFile) -> Label {
    words::of::role(file.role)
}

/// What project and report say of the run.
fn stated(report: &Report) -> Vec<(Label, Cell)> {
    let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
    let facts = [
        (words::columns::date().label, report.date.map_or(Cell::Empty, Cell::Date)),
        (words::columns::version().label, text(&report.version)),
        (words::columns::platform().label, text(&report.platform)),
        (words::columns::environment().label, text(&report.environment)),
        (words::columns::tools().label, text(&report.tools)),
        (words::columns::tester().label, runs::people(report)),
    ];
    facts.into()
}
