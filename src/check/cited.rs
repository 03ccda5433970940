//! The clause rows that an assessment speaks of.

use super::rule::Inspection;
use crate::judge::ClauseRow;
use crate::model::RecordId;

/// The rows of the clause that a text cites, in whichever standard in use.
pub(super) fn rows<'a>(cx: &Inspection<'a>, cited: &str) -> Vec<&'a ClauseRow> {
    let standards = &cx.project.schema.standards;
    let numbers: Vec<Option<&str>> = standards.iter().map(|s| s.cited(cited).map(|(number, _)| number)).collect();
    let of_clause = |row: &&ClauseRow| numbers[row.standard].is_some_and(|number| standards[row.standard].clauses[row.clause].number == number);
    cx.judgement.clauses.iter().filter(of_clause).collect()
}

/// Whether rows are all about single parts that are there, and an assessment of them names nothing that it is about.
pub(super) fn names_no_part(cx: &Inspection, assessment: RecordId, rows: &[&ClauseRow]) -> bool {
    let about = cx.project.linked(assessment, "assesses");
    !rows.is_empty() && about.is_empty() && rows.iter().all(|row| row.scope.is_of_parts() && !row.stands_in)
}
