//! The integration tests: one binary, a folder for each floor of the library.

#![expect(clippy::expect_used, clippy::panic, clippy::disallowed_methods, reason = "a test that cannot go on has failed, and says where")]

mod check;
mod cli;
mod harness;
mod house;
mod judge;
mod load;
mod ops;
mod release;
mod render;
mod report;
mod schema;
mod store;
