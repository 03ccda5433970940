//! All tables: one line each.

pub(in crate::report) mod advisories;
pub(in crate::report) mod anomalies;
pub(in crate::report) mod cases;
pub(in crate::report) mod classes;
pub(in crate::report) mod clause_cells;
pub(in crate::report) mod clauses;
pub(in crate::report) mod clauses_by_clause;
pub(in crate::report) mod coverage;
pub(in crate::report) mod editions;
pub(in crate::report) mod evidence_files;
pub(in crate::report) mod findings;
pub(in crate::report) mod matrix;
pub(in crate::report) mod open_clauses;
pub(in crate::report) mod platforms;
pub(in crate::report) mod records;
pub(in crate::report) mod risks;
pub(in crate::report) mod runs;
pub(in crate::report) mod sbom;
pub(in crate::report) mod soup;
pub(in crate::report) mod test_counts;
pub(in crate::report) mod what_if;

use rayon::prelude::*;

use super::{Context, Table};

/// Makes tables of a project.
type Maker = fn(Context) -> Vec<Table>;

/// What makes the tables, in the order in which they are listed.
static TABLES: &[Maker] = &[
    matrix::built_in,
    matrix::of_project,
    test_counts::tables,
    platforms::tables,
    runs::tables,
    cases::tables,
    clauses::tables,
    open_clauses::tables,
    clauses_by_clause::tables,
    classes::tables,
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
    records::tables,
];

/// All tables of a project.
pub fn tables(cx: Context) -> Vec<Table> {
    TABLES.par_iter().flat_map(|make| make(cx)).collect()
}
