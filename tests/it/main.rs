//! The integration tests: one binary, one module a subject.

#![expect(clippy::expect_used, clippy::panic, clippy::disallowed_methods, reason = "a test that cannot go on has failed, and says where")]

mod advisories;
mod bad_input;
mod baseline;
mod build;
mod check;
mod class_tables;
mod cli;
mod coverage;
mod decoys;
mod edit;
#[cfg(feature = "external-tests")]
mod external;
mod fingerprint;
mod flip;
mod frozen;
mod golden;
mod harness;
mod hostile;
mod images;
mod init;
mod judge;
mod junit;
mod labels;
mod list;
mod load;
mod markdown;
mod monotone;
mod names;
mod new;
mod outline;
#[cfg(feature = "pdf")]
mod pdf_engine;
#[cfg(target_os = "linux")]
mod printing;
mod property;
mod published;
mod query;
mod readme;
mod release;
mod rename;
mod review;
mod row_groups;
mod said_alike;
mod sbom;
mod sbom_lost;
mod schema;
mod show;
mod site;
mod standards;
mod store;
mod tables;
mod tidy;
#[cfg(target_os = "linux")]
mod unreadable;
mod waiver;
mod wrong_words;
