//! The integration tests: one binary, one module a subject.

mod check;
mod cli;
mod harness;
mod judge;
mod load;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf_engine;
mod property;
mod tables;
mod tidy;
