//! `techfile import`: records from what other tools know, one file a format.

mod sbom;

pub use sbom::{Imported, Proposal, import_sbom};
