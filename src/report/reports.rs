//! All tables: one line each.

use rayon::prelude::*;

use super::{Context, Table, advisories, anomalies, clauses, coverage, findings, kinds, matrix, risks, sbom, soup, tests};

/// A report: a project to tables.
pub type Report = fn(Context) -> Vec<Table>;

/// All reports, in the order in which their tables are listed.
static REPORTS: &[Report] = &[
    matrix::built_in,
    matrix::of_project,
    tests::tables,
    clauses::tables,
    risks::tables,
    soup::tables,
    sbom::tables,
    anomalies::tables,
    advisories::tables,
    coverage::tables,
    findings::tables,
    kinds::tables,
];

/// All tables of a project.
pub fn tables(cx: Context) -> Vec<Table> {
    REPORTS.par_iter().flat_map(|report| report(cx)).collect()
}
