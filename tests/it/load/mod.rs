//! Loading: records, chapters, evidence; what cannot be read is said.

mod advisories;
mod bad_input;
mod coverage;
mod coverage_formats;
mod files;
pub mod images;
mod inputs;
mod junit;
mod locks;
pub mod markdown;
mod narrative;
mod own_schema;
pub mod records;
mod reports;
mod sbom;
mod sbom_lost;
mod statements;
#[cfg(target_os = "linux")]
mod unreadable;
