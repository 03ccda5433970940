//! Approvals and reviews: which stamps count, what a record means by its fingerprint, and which links are suspect since.

mod difference;
mod fingerprint;
mod stamp;
mod suspect;

pub use difference::{Said, difference, said, said_of};
pub use fingerprint::{fingerprint, fingerprint_of};
pub use stamp::{Stamp, approved, stamp};
pub use suspect::{Refused, Suspect, refusal};

pub(in crate::judge) use suspect::suspects;
