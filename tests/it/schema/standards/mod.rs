//! Standards: what the packs say, held against tables typed from the reference, and what comes of it in projects.

mod applies;
mod citations;
mod complete;
mod disagreements;
mod forms;
mod letters;
mod mistakes;
mod needs;
mod one;
mod own;
mod soup;

use std::collections::BTreeSet;

use techfile::judge::{ClauseRow, RecordCheck};
use techfile::model::Project;
use techfile::schema::{Clause, Schema, Standard};

use crate::harness::Ran;

pub const SECOND: &str = "iec-62304-2015";
pub const FIRST: &str = "iec-62304-2006";

pub fn schema() -> Schema {
    Schema::built_in().expect("the schema")
}

/// A clause of a standard that is built in.
#[track_caller]
pub fn clause<'s>(schema: &'s Schema, standard: &str, number: &str) -> Option<&'s Clause> {
    let standard = schema.standard(standard).unwrap_or_else(|| panic!("no standard {standard}"));
    standard.clause(number).map(|at| &standard.clauses[at])
}

/// The letters of a clause; none where the edition does not have it.
#[track_caller]
pub fn letters(schema: &Schema, standard: &str, number: &str) -> String {
    clause(schema, standard, number).map_or_else(String::new, |c| c.levels.concat())
}

/// The rows of a clause: by number, in the standard of a name.
pub fn rows<'r>(ran: &'r Ran, standard: &'r str, number: &'r str) -> Vec<&'r ClauseRow> {
    let of = move |row: &&ClauseRow| {
        let (in_row, clause) = of_row(ran.project(), row);
        in_row.name == standard && clause.number == number
    };
    ran.judgement().clauses.iter().filter(of).collect()
}

/// The standard and the clause of a row.
pub fn of_row<'p>(project: &'p Project, row: &ClauseRow) -> (&'p Standard, &'p Clause) {
    let standard = &project.schema.standards[row.standard];
    (standard, &standard.clauses[row.clause])
}

/// The row of a clause about a record.
#[track_caller]
pub fn row<'r>(ran: &'r Ran, standard: &str, number: &str, subject: &str) -> &'r ClauseRow {
    let id = |row: &ClauseRow| row.subject.map(|r| ran.project().record(r).id.clone());
    let all = &ran.judgement().clauses;
    let found = all.iter().find(|row| {
        let (in_row, clause) = of_row(ran.project(), row);
        in_row.name == standard && clause.number == number && id(row).as_deref().unwrap_or_default() == subject
    });
    found.unwrap_or_else(|| panic!("no row of {number} about {subject:?}"))
}

/// What a row shows, and what it says is missing, by labels.
pub fn said(row: &ClauseRow) -> (&'static str, Vec<&str>) {
    // That an error stands says the same again.
    (row.record_check.word(), row.missing.iter().map(|m| m.what.word()).filter(|word| *word != "finding").collect())
}

/// The numbers of the clauses of a standard that apply to anything.
pub fn applying(ran: &Ran, standard: &str) -> BTreeSet<String> {
    let rows = ran.judgement().clauses.iter().filter(|r| r.record_check.applies() && r.record_check != RecordCheck::OtherRoute);
    rows.filter_map(|r| {
        let (of, clause) = of_row(ran.project(), r);
        (of.name == standard).then(|| clause.number.clone())
    })
    .collect()
}
