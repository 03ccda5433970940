//! All tables: one line each.

use rayon::prelude::*;

use super::{
    Context, Table, advisories, anomalies, class_table, clauses, clauses_by_clause, coverage, editions, evidence_files, findings, kinds, matrix,
    open_clauses, platforms, risks, runs, sbom, soup, test_counts, tests, what_if,
};

/// A report: a project to tables.
pub type Report = fn(Context) -> Vec<Table>;

/// All reports, in the order in which their tables are listed.
static REPORTS: &[Report] = &[
    matrix::built_in,
    matrix::of_project,
    test_counts::tables,
    platforms::tables,
    runs::tables,
    tests::tables,
    clauses::tables,
    open_clauses::tables,
    clauses_by_clause::tables,
    class_table::tables,
    what_if::tables,
    editions::tables,
    clauses::every_row,
    risks::tables,
    soup::tables,
    sbom::tables,
    anomalies::tables,
    advisories::tables,
    coverage::tables,
    evidence_files::tables,
    findings::tables,
    kinds::tables,
];

/// All tables of a project.
pub fn tables(cx: Context) -> Vec<Table> {
    REPORTS.par_iter().flat_map(|report| report(cx)).collect()
}
