//! Tables and sheets, output-neutral: every output prints these same rows, counts and verdicts.

mod advisories;
mod anomalies;
mod clauses;
mod coverage;
mod evidence_files;
mod findings;
mod kinds;
mod matrix;
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
mod word;

pub use clauses::missing_words;
pub use findings::levels;
pub use kinds::{default_columns, records as table_of, selected as selection_of};
pub use matrix::matrix as matrix_of;
pub use reports::{Report, tables};
pub use sheet::{Judgement as SheetVerdict, LinkTarget, Links, Sheet, sheets};
pub use summary::{Count, Summary, summary};
pub use table::{Cell, Column, Group, Label, Row, Table, Tone};
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
        View { project: self.project, judgement: self.judgement }
    }
}
