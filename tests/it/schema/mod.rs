//! The schema: the `where` language and the standards.

pub mod query;
mod standards;
