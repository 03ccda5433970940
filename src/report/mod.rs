//! Tables and sheets, output-neutral: every output prints these same rows, counts and verdicts.

mod advisories;
mod anomalies;
mod class_facts;
mod class_page;
mod class_table;
mod clause_cells;
mod clauses;
mod clauses_by_clause;
mod coverage;
mod decision_tree;
mod diagram;
mod editions;
mod evidence_files;
mod evidence_page;
mod findings;
mod kinds;
mod matrix;
mod mentions;
mod missing;
mod open_clauses;
mod platforms;
mod reports;
mod risks;
mod runs;
mod sbom;
mod sheet;
mod soup;
mod summary;
mod table;
mod test_counts;
mod tests;
mod tree;
mod value;
mod what_if;
mod word;

pub use class_page::{ClassPage, Decision, class_page};
pub use clauses::of_record as clauses_of;
pub use diagram::{Arrow, Diagram, DiagramBox, LINE};
pub use evidence_page::{EvidencePage, evidence_page};
pub use findings::levels;
pub use kinds::{default_columns, records as table_of, selected as selection_of};
pub use matrix::matrix as matrix_of;
pub use missing::missing_words;
pub use reports::{Report, tables};
pub use sheet::{LinkTarget, Links, NamedVerdict, Sheet, counted, sheets};
pub use summary::{Count, Summary, summary};
pub use table::{Cell, Column, Group, Label, LongTable, Row, Table, Tone, spans};
pub use value::{Value, value_of};
pub use word::word;

use crate::diag::Diagnostic;
use crate::judge::{Judgement, View};
use crate::model::Project;

/// What a report may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The records.
    pub project: &'a Project,
    /// The verdicts.
    pub judgement: &'a Judgement,
    /// The findings.
    pub findings: &'a [Diagnostic],
}

impl<'a> Context<'a> {
    /// What queries look at.
    pub fn view(self) -> View<'a> {
        self.judgement.view(self.project)
    }
}
