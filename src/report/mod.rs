//! Tables and sheets, output-neutral: every output prints these same rows, counts and verdicts.

mod chapter;
mod contents;
mod evidence_page;
mod first_page;
mod missing;
pub mod outline;
mod record;
mod summary;
mod table;
mod tables;
mod tree;
mod value;
mod word;
pub mod words;

pub use chapter::{ChapterText, chapter_text};
pub use contents::Contents;
pub use evidence_page::{EvidencePage, evidence_page};
pub use first_page::{Counted, Fact, FactValue, KeyNumber, Part, facts, finding_parts, key_numbers};
pub use missing::missing_words;
pub use outline::{Outline, outline};
pub use record::{Arrow, ClassPage, Decision, Diagram, DiagramBox, LINE, LinkTarget, Links, NamedVerdict, Sheet, class_page, counted, sheets};
pub use summary::{Count, Summary, summary};
pub use table::{Cell, Column, Group, LongTable, Row, Table, Tone, spans};
pub use tables::clauses::of_record as clauses_of;
pub use tables::findings::levels;
pub use tables::records::{default_columns, list_key, records as table_of, selected as selection_of};
pub use tables::tables;
pub use value::{Value, is_stamp, value_of};
pub use word::word;
pub use words::Label;

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
