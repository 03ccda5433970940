//! What is said: labels, tables, sheets, the outline.

mod class_tables;
pub mod labels;
mod outline;
mod row_groups;
mod said_alike;
