//! All that is said of one record: its sheet, and how it came to its safety class.

pub(in crate::report) mod class_facts;
mod class_page;
mod decision_tree;
mod diagram;
mod mentions;
mod sheet;

pub use class_page::{ClassPage, Decision, class_page};
pub use diagram::{Arrow, Diagram, DiagramBox, LINE};
pub use sheet::{LinkTarget, Links, NamedVerdict, Sheet, counted, sheets};
