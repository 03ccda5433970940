//! The integration tests: one binary, one module a subject.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and says where"
)]

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
