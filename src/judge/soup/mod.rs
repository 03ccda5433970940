//! SOUP: the records held against bills of materials and against advisories.

mod advisory;
mod exact;
mod licence;
mod sbom;
mod version;

pub use advisory::{Advisories, Affects, Evaluation, KnownAnomaly};
pub use exact::inexact;
pub use sbom::{Compared, Match, compare, same_version};

pub(in crate::judge) use advisory::advisories;
