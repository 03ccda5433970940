//! SOUP: the records held against bills of materials and against advisories.

mod advisory;
mod licence;
mod range;
mod sbom;

pub use advisory::{Advisories, Affects, Evaluation, KnownAnomaly, names_soup};
pub use sbom::{Compared, Match, compare};

pub(in crate::judge) use advisory::advisories;
