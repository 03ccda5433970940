//! The view of how a record came to its safety class.

use serde::Serialize;

use super::view::{FieldView, RecordRef, TableView};

/// How a record came to its class.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ClassView {
    /// What has to be said first.
    pub notes: Vec<String>,
    /// Named facts.
    pub facts: Vec<FieldView>,
    /// Its classifications.
    pub decisions: Vec<DecisionView>,
}

/// A classification.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DecisionView {
    /// Its record; none on the page of that record.
    pub record: Option<RecordRef>,
    /// The questions with the path that was taken, as a finished drawing; empty without questions.
    pub svg: String,
    /// Named facts.
    pub facts: Vec<FieldView>,
    /// Its answers, and the measures outside the software.
    pub tables: Vec<TableView>,
}
